/**
 * Everything that the bot says of its own accord in the year of tests/support/year.ts, worked out by hand from the
 * programme and a wall calendar; nothing here is computed. Who: COM the committee's channel, GEN the general one,
 * otherwise a person's chat. A digest's item is activity and occurrence, due day, days left.
 */
export const normalYear = `
2024-01-02 09:00 COM digest 3 31 ene 29, 7 26 ene 24
2024-01-04 09:00 COM preview 2024-01
2024-01-09 09:00 GEN card 2024-01
2024-01-11 09:00 COM digest 7 26 ene 15
2024-01-16 09:00 COM digest 3 31 ene 15
2024-01-19 09:00 COM digest 7 26 ene 7
2024-01-23 09:00 COM digest 7 26 ene 3
2024-01-24 09:00 COM digest 3 31 ene 7
2024-01-25 09:00 COM digest 7 26 ene 1
2024-01-25 09:00 COM anchor
2024-01-26 09:00 COM digest 7 26 ene 0
2024-01-29 09:00 COM digest 3 31 ene 2, 7 26 ene -3
2024-01-30 09:00 COM digest 3 31 ene 1

2024-02-06 09:00 COM preview 2024-02
2024-02-06 09:00 COM digest 7 26 ene -11
2024-02-09 09:00 GEN card 2024-02
2024-02-12 09:00 COM digest 7 26 ene -17
2024-02-14 09:00 COM digest 8 15 mar 30
2024-02-19 09:00 COM digest 7 26 ene -24
2024-02-25 09:00 COM anchor
2024-02-26 14:50 U4 power
2024-02-27 14:50 U4 power
2024-02-28 14:50 U4 power
2024-02-29 09:00 COM digest 8 15 mar 15
2024-02-29 14:50 U4 power

2024-03-01 14:50 U4 power
2024-03-06 09:00 COM preview 2024-03
2024-03-07 14:50 COM preview edited 2024-03
2024-03-08 09:00 COM digest 8 15 mar 7
2024-03-09 09:00 GEN card 2024-03
2024-03-13 09:00 COM digest 4.T1 12 abr 30
2024-03-25 09:00 COM anchor
2024-03-27 09:00 COM digest 2.S1 26 abr 30

2024-04-01 09:00 COM digest 4.T1 12 abr 11
2024-04-04 09:00 COM preview 2024-04
2024-04-05 09:00 COM digest 4.T1 12 abr 7
2024-04-09 09:00 GEN card 2024-04
2024-04-09 09:00 COM digest 4.T1 12 abr 3
2024-04-11 09:00 COM digest 2.S1 26 abr 15
2024-04-19 09:00 COM digest 2.S1 26 abr 7
2024-04-23 09:00 COM digest 2.S1 26 abr 3
2024-04-25 09:00 COM digest 2.S1 26 abr 1
2024-04-25 09:00 COM anchor
2024-04-26 09:00 COM digest 2.S1 26 abr 0

2024-05-06 09:00 COM preview 2024-05
2024-05-09 09:00 GEN card 2024-05
2024-05-10 09:00 U2 card 2024-05 again
2024-05-25 09:00 COM anchor
2024-05-29 09:00 COM digest 2.S2 28 jun 30

2024-06-05 09:00 COM preview 2024-06
2024-06-09 09:00 GEN card 2024-06
2024-06-12 09:00 COM digest 4.T2 12 jul 30
2024-06-13 09:00 COM digest 2.S2 28 jun 15
2024-06-21 09:00 COM digest 2.S2 28 jun 7
2024-06-25 09:00 COM digest 2.S2 28 jun 3
2024-06-25 09:00 COM anchor
2024-06-27 09:00 COM digest 2.S2 28 jun 1, 4.T2 12 jul 15
2024-06-28 09:00 COM digest 2.S2 28 jun 0

2024-07-04 09:00 COM preview 2024-07
2024-07-05 09:00 COM digest 4.T2 12 jul 7
2024-07-08 09:00 U1 membership ana@ejemplo.invalid
2024-07-09 09:00 GEN card 2024-07
2024-07-09 09:00 COM digest 4.T2 12 jul 3
2024-07-11 09:00 COM digest 4.T2 12 jul 1
2024-07-12 09:00 COM digest 4.T2 12 jul 0
2024-07-15 09:00 COM digest 4.T2 12 jul -3
2024-07-25 09:00 COM anchor

2024-08-06 09:00 COM preview 2024-08
2024-08-07 14:50 COM preview edited 2024-08 paused
2024-08-09 09:00 COM alarm paused 2024-08
2024-08-12 09:00 COM digest 6.agosto 9 ago -3
2024-08-19 09:00 COM digest 6.agosto 9 ago -10
2024-08-25 09:00 COM anchor
2024-08-26 09:00 COM digest 6.agosto 9 ago -17
2024-08-28 09:00 COM digest 2.S3 27 sep 30

2024-09-02 09:00 COM digest 6.agosto 9 ago -24
2024-09-04 09:00 COM preview 2024-09
2024-09-09 09:00 GEN card 2024-09
2024-09-12 09:00 COM digest 2.S3 27 sep 15
2024-09-17 09:00 COM digest 4.T3 15 oct 28
2024-09-20 09:00 COM digest 2.S3 27 sep 7
2024-09-24 09:00 COM digest 2.S3 27 sep 3
2024-09-25 09:00 COM anchor
2024-09-26 09:00 COM digest 2.S3 27 sep 1
2024-09-27 09:00 COM digest 2.S3 27 sep 0
2024-09-30 09:00 COM digest 2.S3 27 sep -3, 4.T3 15 oct 15

2024-10-04 09:00 COM preview 2024-10
2024-10-08 09:00 COM digest 4.T3 15 oct 7
2024-10-14 09:00 COM digest 4.T3 15 oct 1
2024-10-15 09:00 COM digest 4.T3 15 oct 0
2024-10-25 09:00 COM anchor

2024-11-06 09:00 COM preview 2024-11
2024-11-09 09:00 GEN card 2024-11
2024-11-09 09:00 U1 card 2024-11
2024-11-09 09:00 U2 card 2024-11
2024-11-09 09:00 U4 card 2024-11
2024-11-09 20:30 COM alarm people 2024-11
2024-11-13 09:00 COM digest 2.S4 13 dic 30
2024-11-25 09:00 COM anchor
2024-11-28 09:00 COM digest 2.S4 13 dic 15

2024-12-02 09:00 COM digest 9 31 dic 29, 11 31 dic 29
2024-12-02 09:00 COM next programme
2024-12-04 09:00 COM preview 2024-12
2024-12-06 09:00 COM digest 2.S4 13 dic 7
2024-12-09 09:00 GEN card 2024-12
2024-12-09 09:00 U1 card 2024-12
2024-12-09 09:00 U2 card 2024-12
2024-12-09 09:00 U3 card 2024-12
2024-12-09 09:00 U4 card 2024-12
2024-12-09 20:30 COM alarm people 2024-12
2024-12-10 09:00 COM digest 2.S4 13 dic 3
2024-12-12 09:00 COM digest 2.S4 13 dic 1
2024-12-16 09:00 COM digest 4.T4 15 ene 30, 9 31 dic 15, 11 31 dic 15
2024-12-25 09:00 COM anchor

2025-01-06 09:00 COM digest 4.T4 15 ene 9, 9 31 dic -6, 11 31 dic -6
2025-01-06 09:00 COM next programme
2025-01-08 09:00 COM digest 4.T4 15 ene 7, 9 31 dic -8, 11 31 dic -8
2025-01-13 09:00 COM digest 4.T4 15 ene 2
2025-01-14 09:00 COM digest 4.T4 15 ene 1
2025-01-15 09:00 COM digest 9 31 dic -15, 11 31 dic -15
2025-01-22 09:00 COM digest 9 31 dic -22, 11 31 dic -22
2025-01-25 09:00 COM anchor
2025-02-03 09:00 COM no programme
2025-02-25 09:00 COM anchor
2025-03-03 09:00 COM no programme
`
  .split('\n')
  .filter((row) => row !== '');

/** The way back after ten weeks; whatever happened meanwhile is told to the bot at noon. */
export const downUntilAugust = [
  '2024-08-05 07:30 COM alarm missed 2024-07',
  '2024-08-05 09:00 COM digest 2.S2 28 jun -38, 4.T2 12 jul -24, 6.junio 9 jun -57, 6.julio 9 jul -27',
  '2024-08-05 12:00 U1 membership ana@ejemplo.invalid',
  '2024-08-06 09:00 COM preview 2024-08',
];

export const installedInMay = [
  '2024-05-06 09:00 COM preview 2024-05',
  '2024-05-06 09:00 COM digest 1 1 jun 26, 2.S1 26 abr -10, 3 31 ene -96, 4.T1 12 abr -24, ' +
    '6.enero 9 ene -118, 6.febrero 9 feb -87, 6.marzo 9 mar -58, 6.abril 9 abr -27, 7 26 ene -101, 8 15 mar -52',
];

/**
 * Figures by the programme's formulas, counted by hand: activity, numerator / denominator, percentage,
 * status (at risk: something not done is due within 15 days).
 */
export const figures: Readonly<Record<string, readonly string[]>> = {
  // Ten people on the roster; four of them took part in the evaluation until the 26th.
  '2024-01-31': [
    '1 -/- - not-started',
    '2 0/4 0 on-track',
    '3 1/1 100 done',
    '4 0/4 0 on-track',
    '5 -/- - undefined',
    '6 1/12 8.3 at-risk',
    '7 4/10 40 late',
    '8 -/- - not-started',
    '9 0/10 0 late',
    '10 0/1 0 on-track',
    '11 0/- - late',
    '12 -/- - undefined',
    '13 -/- - on-track',
  ],
  '2024-04-30': [
    '1 -/- - done',
    '2 1/4 25 on-track',
    '3 1/1 100 done',
    '4 1/4 25 on-track',
    '5 -/- - on-track',
    '6 4/12 33.3 at-risk',
    '7 4/10 40 late',
    '8 -/- - done',
    '9 0/11 0 late',
    '10 0/1 0 on-track',
    '11 0/- - late',
    '12 -/- - on-track',
    '13 -/- - on-track',
  ],
  // Number 9 was trained in May and left in June: one of ten.
  '2024-07-31': [
    '1 -/- - done',
    '2 2/4 50 on-track',
    '3 1/1 100 done',
    '4 2/4 50 on-track',
    '5 -/- - on-track',
    '6 7/12 58.3 at-risk',
    '7 4/10 40 late',
    '8 -/- - done',
    '9 1/10 10 late',
    '10 0/1 0 on-track',
    '11 0/- - late',
    '12 -/- - on-track',
    '13 -/- - on-track',
  ],
  '2024-12-31': [
    '1 -/- - done',
    '2 4/4 100 done',
    '3 1/1 100 done',
    '4 3/4 75 at-risk',
    '5 -/- - on-track',
    '6 11/12 91.7 late',
    '7 4/10 40 late',
    '8 -/- - done',
    '9 2/10 20 late',
    '10 1/1 100 done',
    '11 2/- - late',
    '12 -/- - on-track',
    '13 -/- - done',
  ],
  '2025-01-31': [
    '1 -/- - done',
    '2 4/4 100 done',
    '3 1/1 100 done',
    '4 4/4 100 done',
    '5 -/- - done',
    '6 11/12 91.7 late',
    '7 4/10 40 late',
    '8 -/- - done',
    '9 2/10 20 late',
    '10 1/1 100 done',
    '11 2/- - late',
    '12 -/- - done',
    '13 -/- - done',
  ],
};
