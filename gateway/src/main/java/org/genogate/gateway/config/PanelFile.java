package org.genogate.gateway.config;

import java.nio.file.Path;

/// A panel of positions, as a file of the custodian's.
public record PanelFile(String title, Path file) {}
