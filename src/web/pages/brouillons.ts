import { z } from 'zod'
import { keepBrouillon, readBrouillon } from '#src/web/drafts.ts'
import { readForm } from '#src/web/form.ts'
import { json, page } from '#src/web/page.ts'

const Brouillon = z.object({
  brouillon: z.string().min(1).max(200),
  texte: z.string().max(20_000, 'Ce texte dépasse 20 000 caractères.'),
})

/** Drafts that the script of the browser keeps while one types; each person sees only hers. */
export const brouillons = [
  page({
    method: 'POST',
    path: '/brouillons',
    droit: 'connecte',
    handler: async ({ tx, form }) => {
      const read = readForm(form, Brouillon)
      if (!read.ok) return json({ erreurs: read.state.errors }, 422)
      const heure = await keepBrouillon(tx, { cle: read.value.brouillon, texte: read.value.texte })
      return json({ heure })
    },
  }),
  page({
    method: 'GET',
    path: '/brouillons',
    droit: 'connecte',
    handler: async ({ tx, query }) => {
      const { texte, heure } = await readBrouillon(tx, query('brouillon') ?? '')
      return json({ texte: texte ?? null, heure: heure ?? null })
    },
  }),
]
