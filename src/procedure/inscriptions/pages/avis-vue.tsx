import { dayInWords, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import { niveauDit, type Shown } from '#src/procedure/inscriptions/pages/avis-montre.ts'
import { brouillonDuTexte } from '#src/procedure/inscriptions/pages/avis-saisie.ts'
import { Ailleurs, Miroir, Suite } from '#src/procedure/inscriptions/pages/avis-suite.tsx'
import { VERSION_LEXIQUE } from '#src/procedure/inscriptions/rules/lexique.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { fieldId } from '#src/web/components/field.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { addressIn, ListFilters, Series } from '#src/web/components/list.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'

export function AvisOrigine({ shown }: { shown: Shown }) {
  const { schools, state, signes = 0, attendus } = shown
  return (
    <Frame title="Avis d’origine" {...(signes === 0 ? { state } : {})}>
      {signes > 0 && <PartlySigned shown={shown} />}
      <Introduction shown={shown} />
      {shown.ouverts && shown.attendus.length > 0 && <Suite shown={shown} />}
      <Miroir shown={shown} />
      {(attendus.length > 0 || schools.length > 1) && <ListFilters list={shown} />}
      {shown.rows.length > 0 && <AvisUnParUn shown={shown} />}
      {attendus.length > 0 && shown.rows.length === 0 && (
        <p>Aucun avis attendu ne répond à cette recherche.</p>
      )}
      <Ailleurs shown={shown} />
    </Frame>
  )
}

function PartlySigned({ shown: { signes = 0, state } }: { shown: Shown }) {
  return (
    <>
      <Alert kind="success">{signes === 1 ? 'Un avis est signé.' : `${signes} avis sont signés.`}</Alert>
      <Alert kind="error" title="D’autres avis sont à reprendre">
        <p>Ils ne sont pas signés, et rien de ce que vous avez écrit n’est perdu.</p>
        <ul>
          {Object.entries(state.errors).map(([name, sentence]) => (
            <li key={name}>
              <a href={`#${fieldId(name)}`}>{sentence}</a>
            </li>
          ))}
        </ul>
      </Alert>
    </>
  )
}

function Introduction({ shown }: { shown: Shown }) {
  const { attendus, unite, finAvisOrigine, ouverts, avantEntretien } = shown
  if (!ouverts)
    return <p>Les avis d’origine étaient possibles jusqu’au {dayInWords(finAvisOrigine)} à 23 h 59.</p>
  if (attendus.length === 0) return <p>Aucun avis n’attend d’être donné ni signé.</p>
  return (
    <>
      <p>
        {attendus.length === 1 ? 'Un avis est attendu' : `${attendus.length} avis sont attendus`},{' '}
        {unite === 'par_eleve' ? 'un par élève' : 'un par formation'}, jusqu’au {dayInWords(finAvisOrigine)} à
        23 h 59{avantEntretien && ' et avant l’entretien de l’élève'}.
      </p>
      <p>
        Un avis signé ne se change plus. Ce que vous écrivez est gardé en brouillon, pour vous seul, tant que
        vous ne signez pas. Au moment de signer, une liste de mots (version {VERSION_LEXIQUE}) aide à relire ;
        elle n’empêche rien, et rien n’en est gardé.
      </p>
    </>
  )
}

function AvisUnParUn({ shown }: { shown: Shown }) {
  const { state, slice } = shown
  return (
    <Form state={state} action={addressIn(shown, { page: slice.page })}>
      {/* The Enter key presses the first button: it must sign nothing. */}
      <button type="submit" className="fr-sr-only" tabIndex={-1} aria-hidden="true">
        Garder en brouillon
      </button>
      <Series
        list={shown}
        end={
          <Buttons>
            <Button name="signer" value="tous">
              Signer tous les avis remplis
            </Button>
            <Button kind="secondary">Garder en brouillon</Button>
          </Buttons>
        }
      >
        {(avis) => <Row key={avis.cle} avis={avis} shown={shown} />}
      </Series>
    </Form>
  )
}

function Row({ avis, shown }: { avis: AvisAttendu; shown: Shown }) {
  const { niveaux, state, brouillons, zone, schools, relus } = shown
  const { cle, nom, prenom, classe, formations, entretien, etablissement } = avis
  const brouillon = brouillons.get(brouillonDuTexte(cle))
  return (
    <article className="passpro-carte" aria-labelledby={`avis-${cle}-titre`}>
      <h2 id={`avis-${cle}-titre`}>
        {nom} {prenom}
        {classe && `, ${classe}`}
        <span className="passpro-sous-titre">
          {formations.join(', ')}
          {schools.length > 1 && ` – ${etablissement}`}
        </span>
      </h2>
      {entretien && <p>Entretien : {minuteInWords(localMinuteOf(entretien, zone))}</p>}
      <Radios
        name={`avis-${cle}`}
        label="Avis"
        choices={niveaux.map((niveau) => ({ value: niveau, label: niveauDit(niveau) }))}
        state={state}
        inline
      />
      <TextArea
        name={`commentaire-${cle}`}
        label="Commentaire"
        hint="Sur son implication et sa motivation, en une phrase ou deux."
        rows={3}
        state={state}
        luParLaFamille
        {...(brouillon ? { brouillon } : {})}
      />
      {relus?.[cle] && <input type="hidden" name={`relu-${cle}`} value={relus[cle]} />}
      <Buttons>
        <Button kind="secondary" name="signer" value={cle}>
          Signer{' '}
          <span className="fr-sr-only">
            l’avis de {prenom} {nom}, {formations.join(', ')}
          </span>
        </Button>
      </Buttons>
    </article>
  )
}
