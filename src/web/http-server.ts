import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Db } from '#src/db/connection.ts'
import { demonstrationAccounts } from '#src/web/demonstration-accounts.ts'
import type { Fictif } from '#src/web/identity/fictional-provider.ts'

type Fetch = Parameters<typeof getRequestListener>[0]

/** The server of the application and, in a demonstration, of the provider of its people. */
export function httpServer(fetch: Fetch, fictif: Fictif | undefined): Server {
  const answer = getRequestListener(fetch)
  return createServer((request, response) =>
    fictif && request.url?.startsWith(`${fictif.chemin}/`)
      ? fictif.listener(request, response)
      : void answer(request, response),
  )
}

/** The people of a demonstration, behind a real provider. A production never loads it. */
export async function peopleOfDemonstration(db: Db, port: () => number): Promise<Fictif> {
  const { fictionalProvider } = await import('#src/web/identity/fictional-provider.ts')
  return fictionalProvider(async (sujet) => {
    const found = (await demonstrationAccounts(db)).find(({ academie, id }) => `${academie}-${id}` === sujet)
    return found && { family_name: found.nom }
  }, port)
}

/** Port on which a server listens; 0 before it does. */
export function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
