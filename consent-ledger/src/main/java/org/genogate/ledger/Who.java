package org.genogate.ledger;

/// Who asked, why, and what: told to the people concerned, and on the ledger in sealed payloads
/// only.
///
/// @param requester their id
/// @param organisation its id
/// @param project its id; empty for care
/// @param purpose in full, such as `DS MONDO:0007254`
/// @param dataset its readable name
/// @param query what was asked, as one text
public record Who(
    String requester,
    String organisation,
    String project,
    String purpose,
    String dataset,
    String query) {}
