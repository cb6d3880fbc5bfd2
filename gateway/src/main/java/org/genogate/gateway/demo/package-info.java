/// A small made-up world to try GenoGate in: a cohort, people with varied consents, projects, a
/// clinic and its panel, and an issuer of tokens that no gateway trusts unless its configuration
/// says so.
@NullMarked
package org.genogate.gateway.demo;

import org.jspecify.annotations.NullMarked;
