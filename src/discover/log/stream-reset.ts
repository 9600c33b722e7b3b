/**
 * Says in Go's words that the server reset a stream of HTTP/2 (golang.org/x/net/http2 StreamError).
 *
 * @param error of the HTTP/2 transport, which names the stream
 * @returns undefined for any other error
 */
export function streamReset(error: unknown): string | undefined {
  if (!(error instanceof Error && 'streamId' in error)) return undefined;
  // Node names the code of the RST_STREAM in its sentence alone.
  const code = /^Stream closed with error code NGHTTP2_(\w+)/.exec(error.message)?.[1];
  return code === undefined
    ? undefined
    : `stream error: stream ID ${error.streamId}; ${code}; received from peer`;
}
