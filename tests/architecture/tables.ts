/**
 * Tables that are not lists, with the reason: a file of `src` (of its room) and the component that draws it. A list is
 * searched, sorted, cut in pages and taken away (docs/recipe.md); a new table is one, or comes here.
 */
export const NOT_LISTS: Readonly<Record<string, string>> = {
  'bilan/pages/bilan.tsx draw': 'seven figures of a campaign',
  'bilan/pages/bilan.tsx Distribution': 'one line a level, or a state',
  'bonus/pages/academie-exports.tsx Exports':
    'one line a state, which leads to the list of its registrations',
  'bonus/pages/academie-fiches.tsx States': 'one line a state of the final avis',
  'bonus/pages/academie-lot.tsx Contents': 'one line a level of the final avis',
  'bonus/pages/academie-rapprochement.tsx Counts': 'one line a state, above the list that it narrows',
  'bonus/pages/papier-copies.tsx Une': 'a sheet to print: the answers of one family',
  'bonus/pages/papier-confirmations.tsx Pupil': 'a form: the formations of one pupil, inside a series',
  'campagnes/pages/calendrier.tsx UneCampagne': 'the seven steps of a calendar',
  'campagnes/pages/cockpit-etat.tsx Counts': 'nine figures of a campaign',
  'campagnes/pages/cockpit-etat.tsx Situations':
    'one line a situation; each leads to the list of its schools',
  'campagnes/pages/cockpit-manques.tsx Missing': 'one line a reason, counted; its pupils are in a list',
  'campagnes/pages/cockpit-manques.tsx MissingAvis':
    'the first fifteen schools; a link leads to the list of all',
  'campagnes/pages/cockpit.tsx Calendar': 'the seven steps of a calendar',
  'campagnes/pages/importation.tsx Ended': 'six counters of an import',
  'campagnes/pages/ouverture.tsx Ouverture': 'the points of a checklist, read whole',
  'campagnes/pages/reglement-effets.tsx Cellules': 'the cells of a crossing that change',
  'campagnes/pages/reglement-effets.tsx Eleves':
    'the beginning of an answer to a form that nobody has kept yet: it has no address, and its total is said',
  'campagnes/pages/reglement-effets.tsx Parts':
    'the beginning of the same answer; what is left out is counted',
  'campagnes/pages/reglement-form.tsx Crossing': 'a form: levels by levels',
  'campagnes/pages/reglement-vue.tsx CrossingTable': 'levels by levels, read across and down',
  'campagnes/pages/reglement-vue.tsx PointsTable': 'one line a level of the final avis',
  'comptes/pages/acces-famille.tsx AccesDeLaFamille': 'a pupil and his guardians',
  'comptes/pages/assistance.tsx Chercher':
    'the answer to a search of three letters at least: no list of all persons may exist',
  'comptes/pages/comptes-vue.tsx UnCompte': 'the rights of one person',
  'comptes/pages/droits.tsx Chapitre':
    'the rights of the software, by chapter: they grow with its code alone',
  'comptes/pages/mon-compte.tsx MonCompte': 'the sessions of one person',
  'donnees/pages/conservation.tsx Conservation': 'one line a kind of data',
  'donnees/pages/mes-donnees.tsx DemandesFaites': 'what one family asked about its data',
  'entretiens/pages/incident-place.tsx PlacesPourLigne': 'free places of one day, one of which is taken',
  'entretiens/pages/incident-vue.tsx Changements':
    'one decision, taken whole: a line on another page would be left out of it unseen',
  'entretiens/pages/planning-effet.tsx Mouvements': 'one interview that moves, or two that change places',
  'entretiens/pages/planning-vue.tsx DejaInterdits': 'places forbidden to one pupil',
  'entretiens/pages/planning-vue.tsx Echanges':
    'interviews of one day and one domaine, one of which is chosen',
  'entretiens/pages/planning-vue.tsx Libres': 'free places of one day, one of which is taken',
  'entretiens/pages/reglages-vue.tsx Chiffres': 'nine figures of a plan, or of two',
  'entretiens/pages/reglages-vue.tsx ReglagesVue': 'one line a price',
  'entretiens/pages/reglages-vue.tsx Semaines': 'what the drawing above says, a line a week of the campaign',
  'entretiens/pages/sans-place-vue.tsx Explication': 'one line a condition that one pupil meets',
  'entretiens/pages/sans-place-vue.tsx Raisons': 'one line a reason, above the list that it narrows',
  'entretiens/pages/semaine.tsx Equipe': 'who receives in one lycée over one week',
  'entretiens/pages/vacances.tsx DeLaZone': 'the holidays of one school year, closed together',
  'entretiens/pages/vagues-detail.tsx Charge': 'the half-days of one week',
  'entretiens/pages/vagues-detail.tsx Equipe':
    'the team of one lycée over one week, read before it is released',
  'entretiens/pages/vagues-vue.tsx Semaines': 'the weeks of interviews of one lycée',
  'inscriptions/pages/recepisses.tsx RecepissePage': 'a document, printed whole as it was signed',
  'web/components/distribution.tsx Distribution': 'one line a part of a whole, with its bar',
}
