package org.genogate.cluster.link;

/// Knows the classes of the JDK and of Hazelcast alone, so that nothing a peer sends is made into
/// an object of any other.
///
/// Hazelcast looks up what it deserializes by name, here. Its filter of Java serialization is not
/// asked about its own kinds of serialization.
final class NarrowLoader extends ClassLoader {

  NarrowLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("java.") && !name.startsWith("com.hazelcast.")) {
      throw new ClassNotFoundException("not a class of the links between nodes");
    }
    return super.loadClass(name, resolve);
  }
}
