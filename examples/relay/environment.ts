/** The environment of Relay for Tandem: operations go by the hash that relay-compiler gave them. */

import { Environment, Network, RecordSource, type RequestParameters, Store, type Variables } from 'relay-runtime';

export function createRelayEnvironment(url: string, key?: string): Environment {
  const send = async ({ id, name }: RequestParameters, variables: Variables) => {
    if (id === null) throw new Error(`${name} has no hash: relay.config.json has to have a persistConfig`);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ documentId: `sha256:${id}`, variables }),
    });
    return response.json();
  };
  return new Environment({ network: Network.create(send), store: new Store(new RecordSource()) });
}
