import { basket, CHROME, care, EDGE, FIREFOX, pots, SAFARI, type Story, teas } from './story.ts'

/** Written by hand, so that lists, threads, tags, notes, files and every status have something to show. */
export const STORIES: Story[] = [
  {
    visitor: {
      name: 'Priya Raman',
      email: 'priya.raman@mail.example',
      language: 'en-GB',
      userAgent: SAFARI,
      pages: [care, pots],
    },
    ago: 4,
    steps: [
      {
        say: 'visitor',
        text: 'Hello! My Calder pot came today and the lid has a chip on the rim. Is that something you can replace?',
      },
      { say: 'visitor', text: 'Here is a photo.', files: ['broken-lid.png'], after: 1 },
    ],
  },
  {
    visitor: { language: 'de-DE', userAgent: CHROME, pages: [teas] },
    ago: 9,
    steps: [{ say: 'visitor', text: 'Guten Tag, liefern Sie auch nach Österreich? Und wie lange dauert es ungefähr?' }],
  },
  {
    visitor: { name: 'Walter Finch', language: 'en-GB', userAgent: EDGE, pages: [basket, teas] },
    ago: 21,
    steps: [
      {
        say: 'visitor',
        text: 'The discount code from your letter, KETTLE10, says “expired”. It arrived this morning.',
      },
    ],
  },
  {
    visitor: {
      name: 'Amina Yusuf',
      email: 'amina@northlane-cafe.example',
      language: 'en-GB',
      userAgent: FIREFOX,
      pages: [teas, care],
    },
    ago: 95,
    steps: [
      {
        say: 'visitor',
        text: 'We run a small café and would like about 3 kg of the smoked black a month. Do you have trade prices?',
      },
      { claim: 'mira', after: 6 },
      {
        say: 'mira',
        text: 'We do, and thank you for asking. From 2 kg a month it is £78 the kilo, delivered. The whole list is attached.',
        files: ['wholesale-prices.txt'],
        after: 3,
      },
      { tag: ['wholesale'], by: 'mira', after: 1 },
      {
        note: 'mira',
        text: 'Café on North Lane, forty seats. Worth a sample of the hōjicha with the first order.',
        after: 1,
      },
      {
        say: 'visitor',
        text: 'That is better than what we pay now. Could the first delivery be before the 1st?',
        after: 30,
      },
      { priority: 'high', by: 'mira', after: 1 },
    ],
  },
  {
    visitor: {
      name: 'Leo Marchetti',
      email: 'leo.m@mail.example',
      language: 'it-IT',
      userAgent: CHROME,
      pages: [pots],
    },
    ago: 140,
    steps: [
      {
        say: 'visitor',
        text: 'Is the large pot really back on 1 December? I would order now if I can choose the day.',
      },
      { claim: 'tom', after: 4 },
      {
        say: 'tom',
        text: 'It is: the kiln is booked for the 26th. Order now and write the day you want in the note; we ship so that it arrives then.',
        after: 2,
      },
      { say: 'visitor', text: 'Perfect, thank you.', after: 5 },
      { status: 'closed', by: 'tom', after: 2 },
      { rate: 5, comment: 'Quick and clear.', after: 3 },
    ],
  },
  {
    visitor: {
      name: 'Harriet Lowe',
      email: 'harriet.lowe@mail.example',
      language: 'en-GB',
      userAgent: SAFARI,
      pages: [care],
    },
    ago: 260,
    steps: [
      { say: 'visitor', text: 'Order 20418 says delivered, but there is nothing here.' },
      { claim: 'jun', after: 8 },
      {
        say: 'jun',
        text: 'I am sorry. The carrier says it was left “with a neighbour at 14”. Could you ask there? If not, a new parcel leaves today.',
        after: 5,
      },
      { status: 'pending', by: 'jun', after: 1 },
      { note: 'jun', text: 'Third one this month on this route. Asked the carrier for the photo.', after: 2 },
      { tag: ['delivery', 'lost parcel'], by: 'jun', after: 1 },
    ],
  },
  {
    visitor: {
      name: 'Sofía Aguirre',
      email: 'sofia@mail.example',
      language: 'es-ES',
      userAgent: CHROME,
      pages: [teas],
    },
    ago: 410,
    steps: [
      { say: 'visitor', text: 'Hola, ¿el oolong de alta montaña es de este invierno o del anterior?' },
      { claim: 'jun', after: 12 },
      {
        say: 'jun',
        text: 'De este invierno: se recogió a finales de noviembre. La etiqueta del lote está en la foto.',
        files: ['tin-label.png'],
        after: 7,
      },
      { say: 'visitor', text: 'Gracias, pido dos latas.', after: 9 },
      { status: 'closed', by: 'jun', after: 1 },
    ],
  },
  {
    visitor: {
      name: 'Oliver Brandt',
      email: 'o.brandt@mail.example',
      language: 'en-US',
      userAgent: EDGE,
      pages: [basket, care],
    },
    ago: 1_500,
    steps: [
      { say: 'visitor', text: 'Could I have an invoice with our company’s VAT number for last week’s order?' },
      { claim: 'mira', after: 15 },
      {
        say: 'mira',
        text: 'Of course. Here it is; tell me if the address needs changing.',
        files: ['invoice-20418.pdf'],
        after: 8,
      },
      { say: 'visitor', text: 'All correct. Thanks!', after: 40 },
      { status: 'closed', by: 'mira', after: 2 },
      { rate: 5, after: 1 },
    ],
  },
  {
    visitor: {
      name: 'Grace Okafor',
      email: 'grace.okafor@mail.example',
      language: 'en-GB',
      userAgent: SAFARI,
      pages: [pots, care],
    },
    ago: 1_750,
    steps: [
      {
        say: 'visitor',
        text: 'There are three little marks under my pot. Is it a fault, or the potter’s signature?',
        files: ['kiln-marks.png'],
      },
      { claim: 'tom', after: 20 },
      {
        say: 'tom',
        text: 'Those are from the stilts it stood on in the kiln: every one has them, and no two alike. The signature is the small wave beside the handle.',
        after: 4,
      },
      { say: 'visitor', text: 'Now I like it even more.', after: 6 },
      { status: 'closed', by: 'tom', after: 3 },
      { rate: 4, comment: 'Lovely answer. The parcel was a little late.', after: 2 },
    ],
  },
  {
    visitor: { language: 'en-GB', userAgent: FIREFOX, pages: [teas] },
    ago: 2_900,
    steps: [
      { say: 'visitor', text: 'Which of these has the least caffeine?' },
      {
        say: 'tom',
        text: 'The hōjicha, by far: about a tenth of a black tea. It is mostly stems, and roasting takes more of it out.',
        after: 11,
      },
      { status: 'closed', by: 'tom', after: 60 },
    ],
  },
  {
    visitor: {
      name: 'Daniel Petrov',
      email: 'd.petrov@mail.example',
      language: 'en-GB',
      userAgent: CHROME,
      pages: [care, basket],
    },
    ago: 3_200,
    steps: [
      { say: 'visitor', text: 'I was charged twice for the same order.' },
      { claim: 'mira', after: 3 },
      { priority: 'urgent', by: 'mira', after: 1 },
      {
        say: 'mira',
        text: 'I can see both payments. The second is on its way back to you now and should show within three working days.',
        after: 6,
      },
      {
        note: 'mira',
        text: 'The page was reloaded during the bank’s confirmation. Reported to the payment provider, reference in the wiki.',
        after: 2,
      },
      { tag: ['payment', 'bug'], by: 'mira', after: 1 },
      { status: 'pending', by: 'mira', after: 1 },
    ],
  },
  {
    visitor: {
      name: 'Yuki Mori',
      email: 'yuki@mail.example',
      language: 'ja-JP',
      userAgent: SAFARI,
      pages: [teas, pots],
    },
    ago: 4_300,
    steps: [
      { say: 'visitor', text: '日本への配送はできますか？' },
      { claim: 'jun', after: 9 },
      { say: 'jun', text: 'はい、可能です。送料は 2 kg まで 18 ポンド、5〜8 日で届きます。', after: 3 },
      { say: 'visitor', text: 'ありがとうございます！', after: 14 },
      { status: 'closed', by: 'jun', after: 5 },
    ],
  },
]
