import { isole, type Catalogue } from '#src/documents/langues/catalogue.ts'

export const tr: Catalogue = {
  nom: 'Türkçe',
  code: 'tr',
  dir: 'ltr',
  reference: 'Yalnızca Fransızca metin geçerlidir.',
  aRelire: 'Bu çeviri henüz gözden geçirilmedi.',
  convocation: {
    titre: 'Bilgilendirme görüşmesi',
    but: 'Çocuğunuzun bir lisenin ekibiyle randevusu var. Ekip eğitimi tanıtır ve soruları yanıtlar. Bu bir sınav ya da seçme değildir.',
    quand: (date, heure) => `Ne zaman: ${date}, saat ${heure}.`,
    lieu: (lycee) => `Nerede: ${isole(lycee)}.`,
    distance: (college) =>
      `Nerede: uzaktan, görüntülü, ${isole(college)} okulundan; salonu ve gereçleri okul sağlar.`,
    apporter: 'Getirilecekler: yazdırılmış niyet mektubu ve kalem. Mektup olmasa da çocuğunuz kabul edilir.',
    empechement: (college) => `Gelemeyecekse en kısa sürede okuluna haber verin: ${isole(college)}.`,
  },
  lettre: {
    titre: 'Niyet mektubu',
    texte:
      'Çocuğunuz görüşmeden önce bir mektup yazar; sorular ona yardım eder. İnternette ya da elle yazabilir. Not verilmez.',
  },
  fiche: {
    titre: 'Özet belgesi',
    contenu:
      'Görüşmeden sonra bir belge alırsınız. Belgede yorumlarıyla birlikte iki görüş vardır: çocuğunuzun okulunun ve lisenin görüşü.',
    avisFinal:
      'İki görüş birlikte son görüşü verir. Son görüş, öğrencileri yerleştiren Affelnet sistemindeki tercihlere puan ekleyebilir.',
    libre: 'Görüş ne olursa olsun çocuğunuz bu eğitimi isteyebilir.',
    confirmer: (date) =>
      `Puanların sayılması için her eğitime evet ya da hayır yanıtı verin. Son gün: ${date}.`,
    confirmerAvantLaDate:
      'Puanların sayılması için, belgede yazılı tarihten önce her eğitime evet ya da hayır yanıtı verin.',
    voeu: 'Ayrıca okulla birlikte Affelnet’e bu eğitim için bir tercih girilmelidir.',
    droits: 'Sonucun bir kişi tarafından yeniden incelenmesini ve hesaplama kurallarını isteyebilirsiniz.',
    verifier: 'Belgedeki QR kodu, belgenin gerçek olup olmadığını gösterir.',
  },
}
