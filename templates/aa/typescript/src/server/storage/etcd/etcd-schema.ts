/** A message by the names of its fields: type and number of each, `[]` after a type repeats it. */
type Message = Readonly<Record<string, readonly [type: string, number: number]>>;

const messages: Readonly<Record<string, Message>> = {
  Empty: {},
  ResponseHeader: { revision: ['int64', 3] },
  KeyValue: {
    key: ['bytes', 1],
    createRevision: ['int64', 2],
    modRevision: ['int64', 3],
    version: ['int64', 4],
    value: ['bytes', 5],
  },
  RangeRequest: {
    key: ['bytes', 1],
    rangeEnd: ['bytes', 2],
    limit: ['int64', 3],
    revision: ['int64', 4],
    countOnly: ['bool', 9],
  },
  RangeResponse: { header: ['ResponseHeader', 1], kvs: ['KeyValue[]', 2], more: ['bool', 3] },
  PutRequest: { key: ['bytes', 1], value: ['bytes', 2] },
  DeleteRangeRequest: { key: ['bytes', 1] },
  Compare: {
    target: ['CompareTarget', 2],
    key: ['bytes', 3],
    version: ['int64', 4],
    modRevision: ['int64', 6],
  },
  RequestOp: {
    requestRange: ['RangeRequest', 1],
    requestPut: ['PutRequest', 2],
    requestDeleteRange: ['DeleteRangeRequest', 3],
  },
  ResponseOp: { responseRange: ['RangeResponse', 1] },
  TxnRequest: { compare: ['Compare[]', 1], success: ['RequestOp[]', 2], failure: ['RequestOp[]', 3] },
  TxnResponse: { header: ['ResponseHeader', 1], succeeded: ['bool', 2], responses: ['ResponseOp[]', 3] },
  CompactionRequest: { revision: ['int64', 1] },
  CompactionResponse: { header: ['ResponseHeader', 1] },
  StatusResponse: { version: ['string', 2] },
  WatchRequest: { createRequest: ['WatchCreateRequest', 1], progressRequest: ['Empty', 3] },
  WatchCreateRequest: {
    key: ['bytes', 1],
    rangeEnd: ['bytes', 2],
    startRevision: ['int64', 3],
    progressNotify: ['bool', 4],
  },
  WatchResponse: {
    header: ['ResponseHeader', 1],
    created: ['bool', 3],
    canceled: ['bool', 4],
    compactRevision: ['int64', 5],
    cancelReason: ['string', 6],
    events: ['Event[]', 11],
  },
  Event: { type: ['EventType', 1], kv: ['KeyValue', 2] },
};

/**
 * The part of etcd's API that the storage uses, in the JSON form of protobuf.js: names are free in protobuf, numbers
 * and services are those of etcd-io/etcd api/etcdserverpb/rpc.proto, the same from 3.0 on.
 */
export const etcdSchema = {
  nested: {
    etcdserverpb: {
      nested: {
        ...Object.fromEntries(Object.entries(messages).map(([name, message]) => [name, typeOf(message)])),
        CompareTarget: { values: { VERSION: 0, CREATE: 1, MOD: 2, VALUE: 3, LEASE: 4 } },
        EventType: { values: { PUT: 0, DELETE: 1 } },
        KV: {
          methods: {
            Range: { requestType: 'RangeRequest', responseType: 'RangeResponse' },
            Txn: { requestType: 'TxnRequest', responseType: 'TxnResponse' },
            Compact: { requestType: 'CompactionRequest', responseType: 'CompactionResponse' },
          },
        },
        Maintenance: { methods: { Status: { requestType: 'Empty', responseType: 'StatusResponse' } } },
        Watch: {
          methods: {
            Watch: {
              requestType: 'WatchRequest',
              requestStream: true,
              responseType: 'WatchResponse',
              responseStream: true,
            },
          },
        },
      },
    },
  },
};

function typeOf(message: Message): object {
  const fields = Object.entries(message).map(([name, [type, id]]) => [
    name,
    type.endsWith('[]') ? { rule: 'repeated', type: type.slice(0, -2), id } : { type, id },
  ]);
  return { fields: Object.fromEntries(fields) };
}
