package org.genogate.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/// Knows the code system of HGVS, which a list cannot hold, by the one form of name that we write.
final class HgvsNames implements IValidationSupport {

  private static final String SYSTEM = "http://varnomen.hgvs.org";
  private static final String VALUE_SET =
      "http://hl7.org/fhir/uv/genomics-reporting/ValueSet/hgvs-vs";
  private static final Pattern SUBSTITUTION =
      Pattern.compile("NC_[0-9]{6}\\.[0-9]+:[gm]\\.[1-9][0-9]*[ACGT]>[ACGT]");

  private final FhirContext context;

  HgvsNames(FhirContext context) {
    this.context = context;
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public boolean isCodeSystemSupported(ValidationSupportContext support, String system) {
    return SYSTEM.equals(system);
  }

  @Override
  public boolean isValueSetSupported(ValidationSupportContext support, String valueSetUrl) {
    return valueSetUrl.startsWith(VALUE_SET);
  }

  @Override
  public @Nullable CodeValidationResult validateCode(
      ValidationSupportContext support,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      String valueSetUrl) {
    return SYSTEM.equals(system) ? judge(code) : null;
  }

  @Override
  public @Nullable CodeValidationResult validateCodeInValueSet(
      ValidationSupportContext support,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      IBaseResource valueSet) {
    return SYSTEM.equals(system) ? judge(code) : null;
  }

  private static CodeValidationResult judge(String code) {
    return SUBSTITUTION.matcher(code).matches()
        ? new CodeValidationResult().setCode(code)
        : new CodeValidationResult()
            .setSeverity(IssueSeverity.ERROR)
            .setMessage("no name of a substitution: " + code);
  }
}
