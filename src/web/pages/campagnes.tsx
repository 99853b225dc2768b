import { z } from 'zod'
import { libelleCampagne, listCampagnes, type CampagneCourante } from '#src/web/campagne.ts'
import { Button } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { SansCampagne } from '#src/web/components/sans-campagne.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect } from '#src/web/page.ts'

const MISSING = 'Choisissez une campagne de la liste.'
const Choix = z.object({ campagne: z.string({ error: MISSING }).regex(/^[0-9]{1,15}$/, MISSING) })

function ChoixDeCampagne({ campagnes, state }: { campagnes: CampagneCourante[]; state: FormState }) {
  if (campagnes.length === 0)
    return (
      <Frame title="Campagnes">
        <SansCampagne />
      </Frame>
    )
  const choices = campagnes.map((campagne) => ({
    value: String(campagne.id),
    label: libelleCampagne(campagne),
    ...(campagne.ouverte ? {} : { hint: 'Pas encore ouverte.' }),
  }))
  return (
    <Frame title="Campagnes" state={state}>
      <Form state={state}>
        <Radios name="campagne" label="Campagne dans laquelle travailler" choices={choices} state={state} />
        <Button>Travailler dans cette campagne</Button>
      </Form>
    </Frame>
  )
}

export const campagnes = [
  page({
    method: 'GET',
    path: '/campagnes',
    droit: 'connecte',
    handler: async (requete) => {
      const list = await listCampagnes(requete.tx.trx, requete.tx.acteur)
      const current = list.length === 0 ? {} : { campagne: String(requete.campagne.id) }
      return html(<ChoixDeCampagne campagnes={list} state={freshForm(current)} />)
    },
  }),
  page({
    method: 'POST',
    path: '/campagnes',
    droit: 'connecte',
    handler: async ({ tx, form, browser }) => {
      const list = await listCampagnes(tx.trx, tx.acteur)
      const read = readForm(form, Choix)
      if (!read.ok) return html(<ChoixDeCampagne campagnes={list} state={read.state} />, 422)
      const chosen = list.find((campagne) => String(campagne.id) === read.value.campagne)
      if (!chosen)
        return html(
          <ChoixDeCampagne campagnes={list} state={withError(read.state, 'campagne', MISSING)} />,
          422,
        )
      browser.giveCampagne(chosen.id)
      return redirect('/', `Vous travaillez dans la campagne ${libelleCampagne(chosen)}.`)
    },
  }),
]
