package org.genogate.gateway.fhir;

import static java.util.Objects.requireNonNull;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.utilities.npm.NpmPackage;

/// HAPI's validator over base R4, a fragment of LOINC and, if wanted, an implementation guide.
///
/// The first validation takes a quarter of a minute: make one and share it.
final class FhirValidator {

  private static final List<String> CONFORMANCE_TYPES =
      List.of("StructureDefinition", "ValueSet", "CodeSystem");

  private final ca.uhn.fhir.validation.FhirValidator validator;

  private FhirValidator(FhirContext context, IValidationSupport... known) {
    var chain = new ValidationSupportChain(new HgvsNames(context));
    for (var support : known) {
      chain.addValidationSupport(support);
    }
    chain.addValidationSupport(new CommonCodeSystemsTerminologyService(context));
    chain.addValidationSupport(new InMemoryTerminologyServerValidationSupport(context));
    chain.addValidationSupport(new SnapshotGeneratingValidationSupport(context));
    var instances = new FhirInstanceValidator(chain);
    instances.setErrorForUnknownProfiles(false);
    validator = context.newValidator();
    validator.registerValidatorModule(instances);
  }

  static FhirValidator ofBase() throws IOException {
    var context = FhirContext.forR4Cached();
    return new FhirValidator(
        context, new DefaultProfileValidationSupport(context), loincFragment(context));
  }

  /// @param guide an npm package of a FHIR implementation guide, a `.tgz`
  static FhirValidator of(Path guide) throws IOException {
    var context = FhirContext.forR4Cached();
    return new FhirValidator(
        context,
        new DefaultProfileValidationSupport(context),
        loincFragment(context),
        guide(context, guide));
  }

  /// What is wrong, one line each; warnings are passed over.
  List<String> errors(JsonObject resource) {
    return validator.validateWithResult(resource.encode()).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(FhirValidator::line)
        .toList();
  }

  private static String line(SingleValidationMessage message) {
    return message.getLocationString() + ": " + message.getMessage();
  }

  private static PrePopulatedValidationSupport loincFragment(FhirContext context)
      throws IOException {
    var support = new PrePopulatedValidationSupport(context);
    try (var stream = FhirValidator.class.getResourceAsStream("loinc-fragment.json")) {
      if (stream == null) {
        throw new IOException("no loinc-fragment.json among the test's resources");
      }
      context
          .newJsonParser()
          .parseResource(Bundle.class, stream)
          .getEntry()
          .forEach(entry -> support.addResource(entry.getResource()));
    }
    return support;
  }

  private static PrePopulatedValidationSupport guide(FhirContext context, Path guide)
      throws IOException {
    var support = new PrePopulatedValidationSupport(context);
    var parser = context.newJsonParser();
    try (InputStream stream = Files.newInputStream(guide)) {
      var pack = requireNonNull(NpmPackage.fromPackage(stream).getFolders().get("package"));
      for (var type : CONFORMANCE_TYPES) {
        for (var name : pack.getTypes().getOrDefault(type, List.of())) {
          var json = new String(pack.fetchFile(name), StandardCharsets.UTF_8);
          IBaseResource resource = parser.parseResource(json);
          support.addResource(resource);
        }
      }
    }
    return support;
  }
}
