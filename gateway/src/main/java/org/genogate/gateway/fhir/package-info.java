/// The clinic's side: one patient's variants at the positions of a panel, as FHIR or as a page.
///
/// It turns a request into a question, and an answer of [org.genogate.gateway.access.ReportDesk]
/// into bytes. It must not know how consent is decided, nor where genotypes come from.
///
/// Spec: [FHIR R4](http://hl7.org/fhir/R4/), with the profiles of [Genomics Reporting
/// STU3](http://hl7.org/fhir/uv/genomics-reporting/STU3/).
@NullMarked
package org.genogate.gateway.fhir;

import org.jspecify.annotations.NullMarked;
