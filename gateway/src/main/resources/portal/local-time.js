// Writes each time of the page in the reader's own zone, and says so.
"use strict";
{
  const day = { day: "numeric", month: "long", year: "numeric" };
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const details = {
    DAY: day,
    MINUTE: { ...day, month: "short", ...clock },
    SECOND: { ...clock, second: "2-digit" },
  };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) {
    for (const time of document.querySelectorAll("time[data-detail]")) {
      const format = new Intl.DateTimeFormat("en-GB", details[time.dataset.detail]);
      time.textContent = format.format(new Date(time.dateTime));
    }
    for (const note of document.querySelectorAll("[data-zone]")) {
      note.textContent = `Times of day are in your device’s time zone, ${zone}.`;
    }
  }
}
