/** What the rating page says. */
export type RatingTexts = {
  title: string
  with: string
  seen: string
  rating: string
  faces: readonly [string, string, string, string, string]
  why: string
  optional: string
  send: string
  missing: string
  thanks: string
  was: string
  gone: string
  gone_what: string
  trouble: string
}

const en: RatingTexts = {
  title: 'How was it?',
  with: 'How was it with {name}?',
  seen: 'Only the team at {site} sees your answer.',
  rating: 'Rating',
  faces: ['Awful', 'Bad', 'Fine', 'Good', 'Great'],
  why: 'What would you like to add?',
  optional: 'optional',
  send: 'Send rating',
  missing: 'Choose one of the five faces.',
  thanks: 'Thank you for telling us',
  was: 'Your rating: {face}',
  gone: 'This link is not good any more',
  gone_what: 'It was used already, or it is older than two weeks.',
  trouble: 'The rating was not stored. Send it again in a moment.',
}
const de: RatingTexts = {
  title: 'Wie war es?',
  with: 'Wie war es mit {name}?',
  seen: 'Nur das Team von {site} sieht Ihre Antwort.',
  rating: 'Bewertung',
  faces: ['Furchtbar', 'Schlecht', 'Ganz gut', 'Gut', 'Großartig'],
  why: 'Was möchten Sie dazu sagen?',
  optional: 'freiwillig',
  send: 'Bewertung senden',
  missing: 'Wählen Sie eines der fünf Gesichter.',
  thanks: 'Danke für Ihre Antwort',
  was: 'Ihre Bewertung: {face}',
  gone: 'Dieser Link gilt nicht mehr',
  gone_what: 'Er wurde schon benutzt oder ist älter als zwei Wochen.',
  trouble: 'Die Bewertung wurde nicht gespeichert. Senden Sie sie gleich noch einmal.',
}
const fr: RatingTexts = {
  title: 'Comment ça s’est passé ?',
  with: 'Comment ça s’est passé avec {name} ?',
  seen: 'Seule l’équipe de {site} voit votre réponse.',
  rating: 'Évaluation',
  faces: ['Très mal', 'Mal', 'Correct', 'Bien', 'Très bien'],
  why: 'Que souhaitez-vous ajouter ?',
  optional: 'facultatif',
  send: 'Envoyer',
  missing: 'Choisissez l’un des cinq visages.',
  thanks: 'Merci pour votre réponse',
  was: 'Votre évaluation : {face}',
  gone: 'Ce lien n’est plus valable',
  gone_what: 'Il a déjà servi, ou il a plus de deux semaines.',
  trouble: 'L’évaluation n’a pas été enregistrée. Renvoyez-la dans un instant.',
}
const es: RatingTexts = {
  title: '¿Qué tal ha ido?',
  with: '¿Qué tal ha ido con {name}?',
  seen: 'Solo el equipo de {site} ve su respuesta.',
  rating: 'Valoración',
  faces: ['Fatal', 'Mal', 'Normal', 'Bien', 'Genial'],
  why: '¿Quiere añadir algo?',
  optional: 'opcional',
  send: 'Enviar valoración',
  missing: 'Elija una de las cinco caras.',
  thanks: 'Gracias por su respuesta',
  was: 'Su valoración: {face}',
  gone: 'Este enlace ya no vale',
  gone_what: 'Ya se usó, o tiene más de dos semanas.',
  trouble: 'La valoración no se guardó. Envíela otra vez en un momento.',
}
const pt: RatingTexts = {
  title: 'Como foi?',
  with: 'Como foi com {name}?',
  seen: 'Só a equipe de {site} vê sua resposta.',
  rating: 'Avaliação',
  faces: ['Péssimo', 'Ruim', 'Razoável', 'Bom', 'Ótimo'],
  why: 'O que você gostaria de acrescentar?',
  optional: 'opcional',
  send: 'Enviar avaliação',
  missing: 'Escolha um dos cinco rostos.',
  thanks: 'Obrigado pela resposta',
  was: 'Sua avaliação: {face}',
  gone: 'Este link não vale mais',
  gone_what: 'Ele já foi usado ou tem mais de duas semanas.',
  trouble: 'A avaliação não foi salva. Envie de novo daqui a pouco.',
}
const it: RatingTexts = {
  title: 'Com’è andata?',
  with: 'Com’è andata con {name}?',
  seen: 'Solo il team di {site} vede la risposta.',
  rating: 'Valutazione',
  faces: ['Malissimo', 'Male', 'Così così', 'Bene', 'Benissimo'],
  why: 'Vuole aggiungere qualcosa?',
  optional: 'facoltativo',
  send: 'Invia valutazione',
  missing: 'Scelga una delle cinque facce.',
  thanks: 'Grazie per la risposta',
  was: 'La sua valutazione: {face}',
  gone: 'Questo link non è più valido',
  gone_what: 'È già stato usato o ha più di due settimane.',
  trouble: 'La valutazione non è stata salvata. La invii di nuovo tra poco.',
}
const nl: RatingTexts = {
  title: 'Hoe was het?',
  with: 'Hoe was het met {name}?',
  seen: 'Alleen het team van {site} ziet uw antwoord.',
  rating: 'Beoordeling',
  faces: ['Vreselijk', 'Slecht', 'Redelijk', 'Goed', 'Geweldig'],
  why: 'Wat wilt u nog kwijt?',
  optional: 'optioneel',
  send: 'Beoordeling versturen',
  missing: 'Kies een van de vijf gezichten.',
  thanks: 'Bedankt voor uw antwoord',
  was: 'Uw beoordeling: {face}',
  gone: 'Deze link geldt niet meer',
  gone_what: 'Hij is al gebruikt of ouder dan twee weken.',
  trouble: 'De beoordeling is niet opgeslagen. Verstuur haar zo nog eens.',
}
const pl: RatingTexts = {
  title: 'Jak było?',
  with: 'Jak było z {name}?',
  seen: 'Odpowiedź widzi tylko zespół {site}.',
  rating: 'Ocena',
  faces: ['Fatalnie', 'Źle', 'W porządku', 'Dobrze', 'Świetnie'],
  why: 'Co jeszcze warto dodać?',
  optional: 'opcjonalnie',
  send: 'Wyślij ocenę',
  missing: 'Wybierz jedną z pięciu buziek.',
  thanks: 'Dziękujemy za odpowiedź',
  was: 'Twoja ocena: {face}',
  gone: 'Ten link stracił ważność',
  gone_what: 'Został już użyty lub ma ponad dwa tygodnie.',
  trouble: 'Ocena nie została zapisana. Wyślij ją za chwilę jeszcze raz.',
}
const tr: RatingTexts = {
  title: 'Nasıldı?',
  with: '{name} ile görüşmeniz nasıldı?',
  seen: 'Yanıtınızı yalnızca {site} ekibi görür.',
  rating: 'Puan',
  faces: ['Berbat', 'Kötü', 'İdare eder', 'İyi', 'Harika'],
  why: 'Eklemek istediğiniz bir şey var mı?',
  optional: 'isteğe bağlı',
  send: 'Puanı gönder',
  missing: 'Beş yüzden birini seçin.',
  thanks: 'Yanıtınız için teşekkürler',
  was: 'Puanınız: {face}',
  gone: 'Bu bağlantı artık geçerli değil',
  gone_what: 'Daha önce kullanılmış ya da iki haftadan eski.',
  trouble: 'Puan kaydedilmedi. Birazdan yeniden gönderin.',
}
const ar: RatingTexts = {
  title: 'كيف كانت المحادثة؟',
  with: 'كيف كانت محادثتك مع {name}؟',
  seen: 'لا يرى إجابتك إلا فريق {site}.',
  rating: 'التقييم',
  faces: ['سيئة جدًا', 'سيئة', 'مقبولة', 'جيدة', 'ممتازة'],
  why: 'هل تود إضافة شيء؟',
  optional: 'اختياري',
  send: 'إرسال التقييم',
  missing: 'اختر أحد الوجوه الخمسة.',
  thanks: 'شكرًا على إجابتك',
  was: 'تقييمك: {face}',
  gone: 'لم يعد هذا الرابط صالحًا',
  gone_what: 'استُخدم من قبل، أو مضى عليه أكثر من أسبوعين.',
  trouble: 'لم يُحفظ التقييم. أرسله مرة أخرى بعد قليل.',
}
const he: RatingTexts = {
  title: 'איך היה?',
  with: 'איך היה עם {name}?',
  seen: 'רק הצוות של {site} רואה את התשובה.',
  rating: 'דירוג',
  faces: ['נורא', 'רע', 'בסדר', 'טוב', 'מצוין'],
  why: 'מה תרצו להוסיף?',
  optional: 'לא חובה',
  send: 'שליחת הדירוג',
  missing: 'בחרו אחד מחמשת הפרצופים.',
  thanks: 'תודה על התשובה',
  was: 'הדירוג שלך: {face}',
  gone: 'הקישור הזה כבר לא תקף',
  gone_what: 'כבר השתמשו בו, או שעברו יותר משבועיים.',
  trouble: 'הדירוג לא נשמר. שלחו אותו שוב בעוד רגע.',
}
const ja: RatingTexts = {
  title: '対応はいかがでしたか',
  with: '{name}の対応はいかがでしたか',
  seen: '回答は{site}のチームだけが見ます。',
  rating: '評価',
  faces: ['とても悪い', '悪い', '普通', '良い', 'とても良い'],
  why: 'ほかに伝えたいこと',
  optional: '任意',
  send: '評価を送る',
  missing: '五つの顔から一つ選んでください。',
  thanks: 'ご回答ありがとうございます',
  was: 'あなたの評価: {face}',
  gone: 'このリンクは使えなくなりました',
  gone_what: 'すでに使われたか、二週間以上たっています。',
  trouble: '評価は保存されていません。少し待ってからもう一度送ってください。',
}
export const RATING_TEXTS = { en, de, fr, es, pt, it, nl, pl, tr, ar, he, ja }
