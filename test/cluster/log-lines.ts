/**
 * The log lines of kubectl or kx without what differs between two runs: time, pid, durations, ids of a request, the
 * name of the program, and the order of headers and feature gates, which Go takes from a map. What is no log line,
 * such as the error at the end, is left out.
 */
export function logLines(stderr: string): readonly string[] {
  const text = stderr
    .replaceAll(/^([IWE])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ /gm, '$1 ')
    .replaceAll(
      /((?:in|Lookup|Dial|Handshake|Processing|Duration|Connection) )\d+( milliseconds| ms)/g,
      '$1N$2',
    )
    .replaceAll(/((?:M|m)illiseconds=)\d+/g, '$1N')
    // kubectl leaves it out by chance: its clock for it is read by two goroutines.
    .replaceAll(/ (ServerProcessing N ms|serverProcessingMilliseconds=N)/g, '')
    // kubectl's HTTP cache adds this header to the answers; servers do not send it.
    .replaceAll(/^.*X-Varied-Accept: .*\n/gm, '')
    .replaceAll(/(User-Agent: )[^"\n]+/g, '$1ME')
    .replaceAll(/(Audit-Id|Date|X-Kubernetes-Pf-\S+): [^\n]+/g, '$1: X')
    .replaceAll(
      /curl -v -XGET (.*) '/g,
      (_, headers: string) => `curl ${headers.split(' -H ').toSorted().join()} '`,
    )
    .replaceAll(/current time \S+ is/g, 'current time X is')
    // Which name server said so, only Go knows.
    .replaceAll(/ on \S+:53: no such host/g, ': no such host');
  const lines = text.split('\n').filter((line) => line !== '' && !NO_LOG.test(line));
  return sortedRuns(lines);
}

/** How kubectl and kx begin what they say themselves. */
const NO_LOG = /^(error|hint|warning|Error from server|The connection to|Unable to connect)\b/;

/** Lines of headers and of feature gates, each run sorted. */
function sortedRuns(lines: readonly string[]): readonly string[] {
  const kind = (line: string) => /^I (round_trippers\.go:\d+\] {5}|envvar\.go:\d+)/.exec(line)?.[1];
  const runs: string[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && kind(line) !== undefined && kind(last[0] ?? '') === kind(line)) last.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => run.toSorted());
}
