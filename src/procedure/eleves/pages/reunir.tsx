import { normalizeLevel } from '#src/exchange/identifiants.ts'
import { z } from 'zod'
import { dayToFrench } from '#src/kit/day.ts'
import { reunirEleves } from '#src/procedure/eleves/acts/reunion.ts'
import type { Eleve } from '#src/procedure/eleves/model.ts'
import { readEleve } from '#src/procedure/eleves/reads/college.ts'
import { readSemblables, type Semblables } from '#src/procedure/eleves/reads/reunion.ts'
import { SENTENCE_REUNION } from '#src/procedure/eleves/texts/reunion.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Checkbox, Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/eleves/:id/reunir'
const DROIT = 'eleves.reunir'

const Choix = z.object({
  autre: z.coerce.number('Choisissez l’autre dossier du même élève.'),
  identite: z.enum(['ce_dossier', 'autre'], 'Dites quelle identité est la bonne.'),
  memeEleve: z.literal('oui').optional(),
})

const JUMEAUX = 'Les prénoms diffèrent : vérifiez que ce ne sont pas des jumeaux, puis cochez cette case.'

export const reunir = [
  page({
    method: 'GET',
    path: PATH,
    droit: DROIT,
    handler: async (requete) => html(<Reunir lus={await load(requete)} state={freshForm()} />),
  }),
  page({ method: 'POST', path: PATH, droit: DROIT, handler: join }),
]

async function load({ tx, campagne, id }: Requete): Promise<Semblables> {
  const scope = { campagneId: campagne.id, eleveId: id('id') }
  const dossier = await readEleve(tx, scope)
  const found = dossier && (await readSemblables(tx, { ...scope, uai: dossier.eleve.uai }))
  if (!found) throw new Introuvable()
  return found
}

async function join(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lus = await load(requete)
  const read = readForm(form, Choix)
  if (!read.ok) return html(<Reunir lus={lus} state={read.state} />, 422)
  const { eleve, autres } = lus
  const autre = autres.find((one) => one.id === read.value.autre)
  if (!autre)
    return html(
      <Reunir lus={lus} state={withError(read.state, 'autre', SENTENCE_REUNION.eleve_inconnu)} />,
      422,
    )
  if (!sameFirstName(eleve, autre) && read.value.memeEleve === undefined)
    return html(<Reunir lus={lus} state={withError(read.state, 'memeEleve', JUMEAUX)} />, 422)
  const done = await reunirEleves(tx, {
    campagneId: campagne.id,
    uai: eleve.uai,
    eleveIds: [eleve.id, autre.id],
    identite: read.value.identite === 'autre' ? autre.id : eleve.id,
  })
  if (!done.ok)
    return html(
      <Reunir lus={lus} state={withError(read.state, 'autre', SENTENCE_REUNION[done.refus.code])} />,
      422,
    )
  return redirect(`/eleves/${done.value}`, 'Les deux dossiers n’en font plus qu’un.')
}

/** Twins have one name, one birth date and the same guardians: their first names alone tell them apart. */
const sameFirstName = (a: Eleve, b: Eleve): boolean => normalizeLevel(a.prenom) === normalizeLevel(b.prenom)

const inWords = ({ nom, prenom, dateNaissance, classe, ine, cleSiecle }: Eleve): string =>
  [
    `${nom} ${prenom}`,
    `date de naissance : ${dayToFrench(dateNaissance)}`,
    classe && `classe ${classe}`,
    ine ? `INE ${ine}` : 'sans INE',
    `numéro ${cleSiecle}`,
  ]
    .filter(Boolean)
    .join(', ')

function Reunir({ lus: { eleve, autres }, state }: { lus: Semblables; state: FormState }) {
  return (
    <Frame title="Réunir deux dossiers du même élève" state={state}>
      <p>Ce dossier : {inWords(eleve)}.</p>
      {autres.length === 0 ? (
        <p>
          Aucun autre élève de l’établissement n’a la même date de naissance, ni le même nom et le même
          prénom. <a href={`/eleves/${eleve.id}`}>Revenir au dossier</a>
        </p>
      ) : (
        <Form action={`/eleves/${eleve.id}/reunir`} state={state}>
          <p>
            Des jumeaux ne sont pas le même élève : vérifiez. Le dossier où des choses ont été faites reste,
            avec tout ce qu’il contient ; l’autre disparaît de la liste.
          </p>
          <Radios
            name="autre"
            label="L’autre dossier du même élève"
            choices={autres.map((one) => ({
              value: String(one.id),
              label: inWords(one),
              ...(!sameFirstName(eleve, one) && { hint: 'Un autre prénom : un jumeau, une jumelle ?' }),
            }))}
            state={state}
          />
          {autres.some((one) => !sameFirstName(eleve, one)) && (
            <Checkbox
              name="memeEleve"
              label="C’est le même élève, malgré un autre prénom"
              hint="À cocher seulement si le prénom était mal écrit dans l’un des deux dossiers."
              state={state}
            />
          )}
          <Radios
            name="identite"
            label="L’identité, la classe et les responsables qui sont justes"
            choices={[
              { value: 'autre', label: 'Ceux de l’autre dossier' },
              { value: 'ce_dossier', label: 'Ceux de ce dossier' },
            ]}
            state={state}
          />
          <Buttons>
            <Button>Réunir les deux dossiers</Button>
            <LinkButton href={`/eleves/${eleve.id}`} kind="secondary">
              Revenir sans rien changer
            </LinkButton>
          </Buttons>
        </Form>
      )}
    </Frame>
  )
}
