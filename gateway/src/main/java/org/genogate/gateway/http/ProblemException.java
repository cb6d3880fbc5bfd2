package org.genogate.gateway.http;

/// Ends the handling of a request with a [Problem].
///
/// Unchecked, because Vert.x's handlers declare nothing; [Problems] answers it wherever it is
/// thrown before the first byte of a body.
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code() + ": " + problem.detail());
    this.problem = problem;
  }

  public ProblemException(Problem problem, Throwable cause) {
    super(problem.code() + ": " + problem.detail(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
