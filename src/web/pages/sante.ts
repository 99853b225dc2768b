import { sql } from 'kysely'
import { json, page } from '#src/web/page.ts'

/** For a supervisor: 200 when the base answers, 503 when it does not. */
export const sante = [
  page({
    method: 'GET',
    path: '/sante',
    public: true,
    handler: async ({ db }) => {
      const answered = await sql`select 1`.execute(db).then(
        () => true,
        () => false,
      )
      return answered ? json({ base: 'ok' }) : json({ base: 'injoignable' }, 503)
    },
  }),
]
