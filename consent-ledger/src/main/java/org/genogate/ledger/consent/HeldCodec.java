package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.consent.StandingConsent.Kind;
import org.genogate.ledger.consent.StandingConsent.Wording;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.merkle.Hash;

/// One grant or denial in a snapshot: `[consent, kind, asked, index, recorded, terms, end]`, where
/// terms are `[]`, `[profile, text, from]` or `[profile, text, from, until]` and the end is `[]` or
/// `[index, instant]`.
final class HeldCodec {

  private static final int ID_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private HeldCodec() {}

  static Optional<Profile> profile(Held held) {
    return switch (held.wording()) {
      case Wording.Opened(var terms) -> Optional.of(terms.profile());
      case Wording.Missing _ -> Optional.empty();
    };
  }

  static void write(CborWriter out, Held held, Map<Profile, Integer> profiles) {
    out.array(7).bytes(HEX.parseHex(held.consent().toString()));
    out.unsigned(code(held.kind())).unsigned(held.asked().code());
    out.unsigned(held.index()).unsigned(held.recorded().toEpochMilli());
    switch (held.wording()) {
      case Wording.Missing _ -> out.array(0);
      case Wording.Opened(var terms) -> writeTerms(out, terms, profiles);
    }
    if (held.isEnded()) {
      out.array(2).unsigned(held.endIndex()).unsigned(held.ended().toEpochMilli());
    } else {
      out.array(0);
    }
  }

  /// Without its profile number, which the fold gives.
  static Held read(CborReader in, List<Profile> profiles) throws MalformedCborException {
    in.array(7);
    var consent = ConsentId.parse(HEX.formatHex(in.bytes(ID_BYTES)));
    var kind = kind(in.unsignedInt());
    var asked = asked(in.unsignedInt());
    long index = in.unsigned();
    var recorded = Instant.ofEpochMilli(in.unsigned());
    var wording = readTerms(in, profiles);
    int parts = in.array();
    if (parts != 0 && parts != 2) {
      throw new MalformedCborException("an end of %d parts, not 0 or 2".formatted(parts));
    }
    long endIndex = parts == 0 ? Held.NOT_ENDED : in.unsigned();
    var ended = parts == 0 ? Instant.MAX : Instant.ofEpochMilli(in.unsigned());
    return new Held(
        consent, kind, asked, index, recorded, wording, Held.NO_PROFILE, endIndex, ended);
  }

  private static void writeTerms(
      CborWriter out, ConsentTerms terms, Map<Profile, Integer> profiles) {
    boolean open = terms.until().equals(Instant.MAX);
    var number = Optional.ofNullable(profiles.get(terms.profile())).orElseThrow();
    out.array(open ? 3 : 4).unsigned(number).bytes(terms.text().toBytes());
    out.unsigned(terms.from().toEpochMilli());
    if (!open) {
      out.unsigned(terms.until().toEpochMilli());
    }
  }

  private static Wording readTerms(CborReader in, List<Profile> profiles)
      throws MalformedCborException {
    int parts = in.array();
    if (parts == 0) {
      return new Wording.Missing();
    }
    if (parts != 3 && parts != 4) {
      throw new MalformedCborException("terms of %d parts, not 0, 3 or 4".formatted(parts));
    }
    int number = in.unsignedInt();
    if (number >= profiles.size()) {
      throw new MalformedCborException("profile %d of %d".formatted(number, profiles.size()));
    }
    var text = Hash.of(in.bytes(Hash.LENGTH_BYTES));
    var from = Instant.ofEpochMilli(in.unsigned());
    var until = parts == 3 ? Instant.MAX : Instant.ofEpochMilli(in.unsigned());
    return new Wording.Opened(profiles.get(number).terms(from, until, text));
  }

  private static int code(Kind kind) {
    return switch (kind) {
      case GRANT -> 0;
      case DENIAL -> 1;
    };
  }

  private static Kind kind(int code) throws MalformedCborException {
    return switch (code) {
      case 0 -> Kind.GRANT;
      case 1 -> Kind.DENIAL;
      default -> throw new MalformedCborException("kind %d, of 0 and 1".formatted(code));
    };
  }

  private static Asked asked(int code) throws MalformedCborException {
    for (var asked : Asked.values()) {
      if (asked.code() == code) {
        return asked;
      }
    }
    throw new MalformedCborException("asked %d, which is none".formatted(code));
  }
}
