/**
 * Loads a package of Amazon's, without its notice that there will be newer versions of it for newer Nodes only: that is no news
 * for those who run this.
 */
export function loadAws<T>(load: () => Promise<T>): Promise<T> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  return load();
}
