import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { saisirReexamen } from '#src/procedure/bonus/acts/demandes.ts'
import { readReexamenPapier, type ReexamenPapier } from '#src/procedure/bonus/reads/demandes.ts'
import { sentenceDemande } from '#src/procedure/bonus/texts/demandes.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/eleves/:id/reexamen'
/** The pupil himself, where a guardian has a number. */
const ELEVE = 'eleve'

const Saisie = z.object({
  qui: z
    .string({ error: 'Dites qui a signé la demande.' })
    .regex(/^(eleve|\d{1,15})$/, 'Dites qui a signé la demande.')
    .transform((text) => (text === ELEVE ? null : Number(text))),
  mef: z.string({ error: 'Choisissez la formation.' }),
  motif: texte('Recopiez ce que la famille conteste.', 1500),
})

/** A second look that a family asks for on paper: its school enters the request, and prints the answer. */
export const reexamenSurPapier = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'reexamen.saisir',
    handler: async (requete) => html(draw(requete, { lu: await load(requete), state: freshForm() })),
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'reexamen.saisir',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const lu = await load(requete)
      const again = (state: FormState) => html(draw(requete, { lu, state }), 422)
      const read = readForm(form, Saisie)
      if (!read.ok) return again(read.state)
      const { qui: responsableId, ...demande } = read.value
      const vise = { campagneId: campagne.id, eleveId: lu.eleveId, responsableId }
      const done = await saisirReexamen(tx, { ...vise, ...demande })
      if (!done.ok) return again(withError(read.state, 'mef', sentenceDemande(done.refus)))
      return redirect(`/eleves/${lu.eleveId}/reexamen`, 'La demande est transmise à l’académie.')
    },
  }),
]

async function load({ tx, campagne, id }: Requete): Promise<ReexamenPapier> {
  const lu = await readReexamenPapier(tx, { campagneId: campagne.id, eleveId: id('id') })
  if (!lu) throw new Introuvable()
  return lu
}

function draw({ tx }: Requete, { lu, state }: { lu: ReexamenPapier; state: FormState }) {
  const { eleveId, nom, inscriptions, personnes } = lu
  return (
    <Frame title={`Réexamen demandé sur papier : ${nom}`} state={state}>
      <p>
        <a href={`/eleves/${eleveId}`}>Revenir à l’élève</a>
      </p>
      <Demandes demandes={lu.demandes} zone={tx.zone} />
      {lu.version === null ? (
        <p>La fiche de cet élève n’est pas encore émise : il n’y a encore rien à réexaminer.</p>
      ) : (
        <Form state={state}>
          <Radios
            name="qui"
            label="Qui a signé la demande"
            choices={personnes.map(({ responsableId, nom: label }) => ({
              value: responsableId === null ? ELEVE : String(responsableId),
              label: responsableId === null ? 'L’élève' : label,
            }))}
            state={state}
          />
          <Radios
            name="mef"
            label="Pour quelle formation"
            choices={inscriptions.map(({ mef, libelle }) => ({ value: mef, label: libelle }))}
            state={state}
          />
          <TextArea
            name="motif"
            label="Ce que la famille conteste"
            hint="Recopiez ses mots."
            limite={1500}
            state={state}
          />
          <Buttons>
            <Button>Transmettre la demande</Button>
            <LinkButton href={`/eleves/${eleveId}`} kind="secondary">
              Revenir sans rien saisir
            </LinkButton>
          </Buttons>
        </Form>
      )}
    </Frame>
  )
}

function Demandes({ demandes, zone }: { demandes: ReexamenPapier['demandes']; zone: string }) {
  if (demandes.length === 0) return null
  const day = (instant: Date): string => dayInWords(dayOf(instant, zone))
  return (
    <>
      <h2>Demandes de cette famille</h2>
      <p>Cette page s’imprime telle quelle, pour remettre la réponse.</p>
      {demandes.map(({ id, libelle, le, motif, auteur, reponse, reponduLe }) => (
        <section key={id} className="passpro-carte">
          <h3>{libelle}</h3>
          <p>
            {auteur}, le {day(le)} :
          </p>
          <blockquote className="passpro-citation">{motif}</blockquote>
          {reponse === null || reponduLe === null ? (
            <p>Pas encore de réponse.</p>
          ) : (
            <>
              <p>Réponse de l’académie, le {day(reponduLe)} :</p>
              <blockquote className="passpro-citation">{reponse}</blockquote>
            </>
          )}
        </section>
      ))}
    </>
  )
}
