/// What the custodian holds: datasets, who is which sample, and how people are called here.
///
/// It knows no consent. Names and record numbers stay in sealed files of this package and reach no
/// log line, no ledger entry and no URL.
@NullMarked
package org.genogate.gateway.custody;

import org.jspecify.annotations.NullMarked;
