// Moves the code from behind the # into the form, and out of the address, where a screen or a
// history would keep it. Without this script people paste it themselves.
"use strict";
{
  const code = location.hash.slice(1);
  if (code) {
    history.replaceState(null, "", location.pathname);
    const form = document.querySelector("[data-sign-in]");
    form.elements.code.value = code;
    form.querySelector("[data-code]").hidden = true;
    form.querySelector("[data-ready]").hidden = false;
  }
}
