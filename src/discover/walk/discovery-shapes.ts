import type { Shape } from './shape.ts';

const KIND = { group: 'string', version: 'string', kind: 'string' } as const;

/** k8s.io/api apidiscovery/v2 and v2beta1 types.go. */
const GROUP_DISCOVERY_LIST: Shape = {
  kind: 'string',
  apiVersion: 'string',
  items: [
    {
      metadata: { name: 'string', creationTimestamp: 'time' },
      versions: [
        {
          version: 'string',
          freshness: 'string',
          resources: [
            {
              resource: 'string',
              responseKind: KIND,
              scope: 'string',
              singularResource: 'string',
              verbs: ['string'],
              shortNames: ['string'],
              categories: ['string'],
              subresources: [{ subresource: 'string', responseKind: KIND, verbs: ['string'] }],
            },
          ],
        },
      ],
    },
  ],
};

const VERSION = { groupVersion: 'string', version: 'string' } as const;

/** k8s.io/apimachinery pkg/apis/meta/v1 types.go. */
const API_VERSIONS: Shape = { kind: 'string', apiVersion: 'string', versions: ['string'] };

const API_GROUP_LIST: Shape = {
  kind: 'string',
  apiVersion: 'string',
  groups: [{ name: 'string', versions: [VERSION], preferredVersion: VERSION }],
};

const API_RESOURCE_LIST: Shape = {
  kind: 'string',
  apiVersion: 'string',
  groupVersion: 'string',
  resources: [
    {
      name: 'string',
      singularName: 'string',
      namespaced: 'boolean',
      group: 'string',
      version: 'string',
      kind: 'string',
      verbs: ['string'],
      shortNames: ['string'],
      categories: ['string'],
      storageVersionHash: 'string',
    },
  ],
};

/** The types of Go into which kubectl reads the answers of discovery, by their kind. */
export const DISCOVERY_SHAPES = {
  APIGroupDiscoveryList: GROUP_DISCOVERY_LIST,
  APIVersions: API_VERSIONS,
  APIGroupList: API_GROUP_LIST,
  APIResourceList: API_RESOURCE_LIST,
} as const satisfies Record<string, Shape>;
