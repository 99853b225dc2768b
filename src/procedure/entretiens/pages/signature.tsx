import { counted } from '#src/kit/counted.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { derniereEcheance, libelleSens, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { signAvisReferent } from '#src/procedure/entretiens/acts/avis-referents.ts'
import { adresse, ChoixDuLycee, lyceeOf } from '#src/procedure/entretiens/pages/lycee.tsx'
import { relireTextes } from '#src/procedure/entretiens/pages/relecture.ts'
import { readPropositions, type PropositionsLues } from '#src/procedure/entretiens/reads/lycee.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox, Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, typedOf, withError, type FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/signature'

type Proposition = PropositionsLues['rows'][number]

export const signature = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'propositions.signer',
    menu: { libelle: 'Signature', ordre: 32 },
    attente: async (requete) => {
      const { uai } = lyceeOf(requete, ['chef_referent'])
      const campagne = await loadCampagne(requete.tx.trx, requete.campagne.id)
      const { total } = await readPropositions(requete.tx, {
        campagneId: campagne.id,
        uai,
        limit: 1,
        offset: 0,
      })
      const jusquAu = derniereEcheance(campagne, { echeance: 'finAvisReferent', uai })
      return total === 0
        ? []
        : [{ texte: `Signer ${counted(total, 'avis proposé', 'avis proposés')}`, jusquAu }]
    },
    handler: async (requete) => {
      const loaded = await load(requete)
      return html(<Signature {...loaded} state={proposed(loaded.lues.rows)} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'propositions.signer', handler: (requete) => sign(requete) }),
]

async function load(requete: Requete) {
  const { tx, campagne, query } = requete
  const lycee = lyceeOf(requete, ['chef_referent'])
  const slice = sliceOf(query('page'))
  const lues = await readPropositions(tx, { campagneId: campagne.id, uai: lycee.uai, ...slice })
  return { lycee, lues, page: slice.page, zone: tx.zone }
}
type Loaded = Awaited<ReturnType<typeof load>>

/** As the interviewers propose, nothing ticked yet. */
const proposed = (rows: readonly Proposition[]): FormState =>
  freshForm(
    Object.fromEntries(
      rows.flatMap(({ inscriptionId: id, sens, commentaire }) => [
        [`avis-${id}`, sens],
        [`commentaire-${id}`, commentaire],
      ]),
    ),
  )

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

/** Signs the avis ticked, or the one whose own button was pressed; one refusal undoes all, and all is given back. */
async function sign(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const loaded = await load(requete)
  const refuse = (field: string, sentence: string) =>
    html(<Signature {...loaded} state={withError(typedOf(form), field, sentence)} />, 422)
  const seul = textOf(form, 'seul')
  const tous = form.get('signer') === 'tous'
  // All those of the page as it was read: a proposal that came since is not among them.
  const wanted = loaded.lues.rows.filter(({ inscriptionId: id }) => {
    if (seul !== '') return seul === String(id)
    return tous ? form.has(`avis-${id}`) : form.get(`signe-${id}`) === 'oui'
  })
  if (wanted.length === 0)
    return refuse(
      '',
      'Cochez au moins un avis à signer. Un avis déjà signé par une autre personne n’est plus ici.',
    )
  const items = wanted.map(({ inscriptionId: id, eleveId, mef }) => ({
    eleveId,
    mef,
    avis: textOf(form, `avis-${id}`),
    commentaire: textOf(form, `commentaire-${id}`),
  }))
  const results = await signAvisReferent(tx, { campagneId: campagne.id, items })
  const rank = results.findIndex((result) => !result.ok)
  const result = results[rank]
  const refused = wanted[rank]
  if (result && !result.ok && refused)
    return refuse(`avis-${refused.inscriptionId}`, `${nameOf(refused)} : ${sentenceEntretien(result.refus)}`)
  const state = await relireTextes(tx, {
    form,
    campagneId: campagne.id,
    uai: loaded.lycee.uai,
    suite: 'signez de nouveau pour le garder ainsi',
    textes: wanted
      .map((one) => ({ ...one, texte: textOf(form, `commentaire-${one.inscriptionId}`) }))
      .filter(({ texte, commentaire }) => texte !== (commentaire ?? ''))
      .map((one) => ({
        champ: `commentaire-${one.inscriptionId}`,
        texte: one.texte,
        eleveId: one.eleveId,
        formations: [one.formation],
        deQui: nameOf(one),
      })),
  })
  if (state) return html(<Signature {...loaded} state={state} />, 422)
  return redirect(
    adresse(PATH, loaded.lycee.suite),
    wanted.length === 1 ? 'Un avis est signé.' : `${wanted.length} avis sont signés.`,
  )
}

const nameOf = ({ prenom, nom, formation }: Proposition): string => `${prenom} ${nom}, ${formation}`

function Signature({ lycee, lues, page, zone, state }: Loaded & { state: FormState }) {
  const { rows, total, sansProposition } = lues
  return (
    <Frame title="Signature des avis" state={state}>
      <ChoixDuLycee path={PATH} lycee={lycee} />
      <p>
        Signez l’avis tel qu’il est proposé, ou changez-en le niveau ou le commentaire. Un avis signé ne se
        change plus. Sans commentaire propre, le compte rendu en tient lieu ; la famille lit les deux.
      </p>
      <p>
        <a className={fr('fr-link')} href={adresse('/signature/ecarts', lycee.suite)}>
          Ce que j’ai signé autrement que proposé
        </a>
      </p>
      {sansProposition > 0 && (
        <p>
          {sansProposition === 1
            ? 'Un avis n’est pas encore proposé'
            : `${sansProposition} avis ne sont pas encore proposés`}{' '}
          pour des élèves reçus : <a href={adresse('/entretiens', lycee.suite)}>voir les entretiens</a>.
        </p>
      )}
      {rows.length === 0 ? (
        <p>Aucun avis n’attend votre signature.</p>
      ) : (
        <Form state={state}>
          {/* First in the form, so that the Enter key does not sign one avis alone. */}
          <Buttons>
            <Button>Signer les avis cochés</Button>
          </Buttons>
          {rows.map((row) => (
            <PropositionVue
              key={row.inscriptionId}
              row={row}
              nonAbordes={lues.nonAbordes.get(row.entretienId) ?? []}
              niveaux={lues.niveaux}
              zone={zone}
              state={state}
            />
          ))}
          <Buttons>
            <Button>Signer les avis cochés</Button>
            <Button kind="secondary" name="signer" value="tous">
              {rows.length === 1 ? 'Signer cet avis' : `Signer les ${rows.length} avis de cette page`}
            </Button>
          </Buttons>
        </Form>
      )}
      <Pagination
        page={page}
        total={total}
        href={(n) => adresse(PATH, { ...lycee.suite, page: String(n) })}
      />
    </Frame>
  )
}

function PropositionVue(props: {
  row: Proposition
  nonAbordes: readonly string[]
  niveaux: readonly string[]
  zone: string
  state: FormState
}) {
  const { row, nonAbordes, niveaux, zone, state } = props
  const id = row.inscriptionId
  return (
    <section className="passpro-serie" aria-labelledby={`proposition-${id}`}>
      <h2 className={fr('fr-h6', 'fr-mb-1w')} id={`proposition-${id}`}>
        {row.prenom} {row.nom} – {row.formation}
      </h2>
      <p className={fr('fr-text--sm', 'fr-mb-1w')}>
        {[row.classe, row.college].filter(Boolean).join(', ')}. Reçu le{' '}
        {dayInWords(dayOf(row.entretienLe, zone))}. Proposé par {row.proposePar} :{' '}
        <strong>{libelleSens(row.sens)}</strong>.
      </p>
      {row.compteRendu && (
        <>
          <p className={fr('fr-mb-1w')}>Compte rendu :</p>
          <blockquote className="passpro-citation">{row.compteRendu}</blockquote>
        </>
      )}
      {nonAbordes.length > 0 && <p>Sujets non abordés : {nonAbordes.join(' ; ')}.</p>}
      <Radios
        name={`avis-${id}`}
        label="Avis à signer"
        choices={niveaux.map((value) => ({ value, label: libelleSens(value) }))}
        state={state}
        inline
      />
      <TextArea
        name={`commentaire-${id}`}
        label="Commentaire propre à cette formation (facultatif)"
        rows={3}
        luParLaFamille
        state={state}
      />
      <Checkbox name={`signe-${id}`} label={`À signer : ${nameOf(row)}`} state={state} />
      <Button kind="secondary" name="seul" value={String(id)}>
        Signer celui-ci seulement<span className={fr('fr-sr-only')}> : {nameOf(row)}</span>
      </Button>
    </section>
  )
}
