/** People and schools of this campaign bear names of plants and birds: nobody can take them for real ones. */
const mots = (texte: string): readonly string[] => texte.trim().split(/\s+/)

/** Family names of pupils; every letter exists in ISO-8859-15, the encoding of SIECLE. */
export const NOMS =
  mots(`Alisier Amandier Aubépine Aulne Baobab Bardane Basilic Bégonia Bleuet Bouleau Bourrache
  Bruyère Camomille Capucine Cédrat Cèdre Cerfeuil Charme Châtaignier Chèvrefeuille Ciboulette Clématite Cognassier
  Colchique Coquelicot Cornouiller Coudrier Cyprès D'Aubépine D'Églantier Dahlia De-La-Hêtraie Églantine Érable Estragon
  Fenouil Figuier Fougère Frêne Fusain Genêt Genévrier Gentiane Géranium Giroflée Glaïeul Glycine Groseillier Hêtre
  Hortensia Houblon Houx Iris Jacinthe Jonquille Jujubier Kiwaï L'Olivier Lavande Lierre Lilas Liseron Lupin Luzerne
  Magnolia Marjolaine Marronnier Mélèze Mélisse Menthe Merisier Mimosa Muguet Mûrier Myosotis Myrtille Narcisse Néflier
  Nénuphar Noisetier Noyer Œillet Œillette Olivier Orme Ortie Osier Palmier Pâquerette Pensée Pervenche Peuplier Pimprenelle
  Pissenlit Pivoine Platane Prêle Primevère Prunellier Réséda Romarin Roseau Safran Sapin Sauge Saule Sorbier Sureau
  Tamaris Thuya Thym Tilleul Tremble Trèfle Troène Tulipe Verveine Vétiver Violette Yucca Zinnia`)

/** First names of pupils, all in ISO-8859-15. */
export const PRENOMS =
  mots(`Adèle Aïcha Aïssatou Alix Amélie Ambre Anaé Anaïs Anne-Lise Antoine Aya Ayoub Basile Benoît
  Camille Capucine Célestin Chloé Clémence Côme Dario Diane Diégo Éden Élise Éloïse Émile Enzo Ethan Fatoumata Félix
  Gaspard Gaël Gwenaël Hélène Héloïse Hugo Inès Irénée Ismaël Jade Jean-Éloi Joël Joséphine Kadiatou Kenza Kévin Léa Léo
  Léopold Lilou Loïc Loïse Lucie Maël Maëlys Malo Marie-Ange Maÿlis Mélissa Milo Moïse Myriam Naël Naïm Ninon Noah
  Noémie Nolan Octave Océane Oriane Ousmane Pénélope Raphaël Rayan Rémi Romane Sacha Salomé Samuel Séléna Siméon Soën Sofia
  Solène Tàmara Théa Théo Timothée Tristan Ulysse Valère Victoire Wassim Yaël Yanis Yasmine Zélie Zoé`)

/** Names that no ISO-8859-15 file can hold: they come by UTF-8 lists only. */
export const NOMS_UTF8 = mots(
  'Dzięcioł Nguyễn-Roseau Şahin-Tilleul Łabędź Çağlayan-Orme Trần-Lilas Ruža Ağaç',
)
export const PRENOMS_UTF8 = mots('Ngọc Łucja Gülşah Đức Światosława İlknur Yağız Thị-Hạnh')

/** Family names of adults in schools: birds. */
export const NOMS_ADULTES =
  mots(`Alouette Avocette Bécasse Bergeronnette Bouvreuil Bruant Butor Canard Chardonneret Chevêche
  Chouette Cigogne Cochevis Corbeau Coucou Courlis Cygne Échasse Effraie Étourneau Faisan Fauvette Flamant Foulque Geai
  Gobemouche Goéland Grèbe Grimpereau Grive Guêpier Héron Hibou Hirondelle Huppe Ibis Labbe Linotte Loriot Macareux
  Martinet Merle Mésange Milan Moineau Mouette Œdicnème Outarde Perdrix Pic Pie Pigeon Pinson Pipit Pluvier Râle Roitelet
  Rossignol Sarcelle Sittelle Sterne Tarier Tarin Tourterelle Troglodyte Vanneau Verdier`)

export const PRENOMS_FEMMES =
  mots(`Agnès Béatrice Dorothée Françoise Gaëlle Ingrid Karine Maëva Ngọc Pınar Quitterie Thérèse
  Véronique Xavière Yıldız`)
export const PRENOMS_HOMMES = mots(
  `Cédric Édouard Hervé Jérôme Łukasz Ömer Régis Stéphane Urbain Wiesław Zacharie`,
)
export const PRENOMS_ADULTES = [...PRENOMS_FEMMES, ...PRENOMS_HOMMES]

export const ARBRES =
  mots(`Acacias Ajoncs Aubépines Bleuets Bouleaux Bruyères Cèdres Charmes Châtaigniers Coquelicots Cyprès
  Églantiers Érables Fougères Frênes Genêts Glycines Hêtres Houx Jonquilles Lauriers Lilas Magnolias Marronniers Mélèzes
  Mimosas Mûriers Myosotis Noisetiers Noyers Œillets Oliviers Ormes Peupliers Pins Platanes Primevères Prunelliers Roseaux
  Sapins Saules Sorbiers Sureaux Tamaris Tilleuls Trembles Troènes Tulipiers Violettes`)
