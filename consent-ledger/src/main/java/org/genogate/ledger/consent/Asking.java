package org.genogate.ledger.consent;

/// Who asks.
///
/// @param requester their id, unique among all requesters
/// @param organisation the id of the organisation that they ask for; empty if none
public record Asking(String requester, String organisation) {}
