import type { TokenCredential } from '@azure/identity';

/**
 * The identity this app runs as: in Azure the managed one (a user-assigned one by `AZURE_CLIENT_ID`), on a laptop whoever is
 * signed in. The library is loaded at the first token only: loading it takes longer than a caller should hear it ring.
 */
export function ownIdentity(): TokenCredential {
  let credential: Promise<TokenCredential> | undefined;
  return {
    async getToken(scopes, options) {
      credential ??= import('@azure/identity').then(
        ({ DefaultAzureCredential }) => new DefaultAzureCredential(),
      );
      return (await credential).getToken(scopes, options);
    },
  };
}
