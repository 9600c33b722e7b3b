/**
 * The body of `/version` (k8s.io/apimachinery pkg/version Info). Clients read major and minor as those of
 * Kubernetes: they name the release whose API conventions this server follows.
 */
export const versionInfo = () => ({
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.0+kx',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: `node ${process.version}`,
  platform: `${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}`,
});
