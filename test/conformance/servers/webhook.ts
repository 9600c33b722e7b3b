import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { makeCertificates } from '../../unit/aa-server/certificates.ts';
import type { AdmissionRequest, Means } from '../means.ts';

/** Starts an admission webhook on this machine, where kube-apiserver and the servers behind it can reach it. */
export const startWebhook: Means['startWebhook'] = async (answer) => {
  const certificates = makeCertificates();
  const extensions = ['subjectAltName=DNS:localhost', 'extendedKeyUsage=serverAuth'];
  certificates.issue('webhook', 'server-ca', { subject: '/CN=webhook', extensions });
  const pair = { cert: certificates.pem('webhook.crt'), key: certificates.pem('webhook.key') };
  const requests: AdmissionRequest[] = [];
  const server = createServer(pair, async (request, reply) => {
    const review = JSON.parse(await text(request));
    requests.push(review.request);
    const said = answer(review.request, request.url ?? '/');
    const response = said && { uid: review.request.uid, ...said };
    reply.setHeader('Content-Type', 'application/json');
    const { apiVersion, kind } = review;
    reply.end(JSON.stringify({ apiVersion, kind, response }));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    clientConfig: { url: `https://localhost:${port}/`, caBundle: btoa(certificates.pem('server-ca.crt')) },
    requests,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      certificates.remove();
    },
  };
};
