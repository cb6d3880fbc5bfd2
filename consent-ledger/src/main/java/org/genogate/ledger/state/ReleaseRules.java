package org.genogate.ledger.state;

import static org.genogate.ledger.state.BrokenRuleException.unless;

import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;

/// The law about releases: who asks, who agrees, and which accesses need one.
final class ReleaseRules {

  private final FoldState state;

  ReleaseRules(FoldState state) {
    this.state = state;
  }

  void requested(ReleaseRequested event, EnrolledKey signer) throws BrokenRuleException {
    unless(state.release(event.release()).isEmpty(), "a release id that was used before");
    for (var dataset : event.datasets()) {
      unless(!state.versions(dataset).isEmpty(), "a release of a dataset that was not published");
    }
    switch (event.asked()) {
      case OWN_KEY ->
          unless(
              Signers.isOf(signer, event),
              "requested with the requester's key, but signed by another");
      case SIGNED_IN, AT_DESK -> {
        unless(
            signer.role() == KeyRole.CUSTODIAN,
            "what a requester asks without a key is signed by a custodian");
        unless(
            state.keys().stream().noneMatch(key -> key.active() && Signers.isOf(key, event)),
            "a custodian requests only for a requester without a key");
      }
    }
  }

  void endorsed(ReleaseEndorsed event, EnrolledKey signer) throws BrokenRuleException {
    var release = state.release(event.release());
    unless(release.isPresent(), "an endorsement of a release that nobody requested");
    unless(
        release.get().request().equals(event.request()),
        "an endorsement of another request than the one that stands here");
    unless(signer.role() == event.role(), "an endorsement is signed by a key of the role it names");
    unless(
        state.epoch().endorsements().ofReleases().stream()
            .map(Endorsement::role)
            .anyMatch(role -> role == event.role()),
        "an endorsement that the release does not wait for");
    unless(
        release.get().endorsers().stream()
            .noneMatch(endorser -> endorser.holder().equals(signer.holder())),
        "a holder endorses a release once");
  }

  /// Care, a person's own data and emergencies never wait for a release.
  void opened(AccessOpened event) throws BrokenRuleException {
    switch (event.release()) {
      case ByRelease.None() ->
          unless(
              !state.epoch().endorsements().wantRelease()
                  || event.basis() != Basis.CONSENT
                  || event.purpose() != CoarsePurpose.RESEARCH,
              "research by consent names the release that allows it");
      case ByRelease.Named(var id) -> covers(id, event);
    }
  }

  private void covers(ReleaseId id, AccessOpened event) throws BrokenRuleException {
    var release = state.release(id);
    unless(release.isPresent(), "an access by a release that nobody requested");
    unless(
        release.get().isComplete(state.epoch().endorsements()),
        "an access by a release that is not complete");
    unless(
        release.get().requester().equals(event.requester())
            && release.get().datasets().contains(event.dataset())
            && release.get().purpose() == event.purpose(),
        "an access by a release to another requester, of another dataset or for another purpose");
  }
}
