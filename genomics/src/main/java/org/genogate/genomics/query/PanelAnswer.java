package org.genogate.genomics.query;

/// The answer at one site of a panel.
public record PanelAnswer(PanelSite site, Answer answer) {}
