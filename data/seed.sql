-- What the source document states, and nothing else: no row is made up to reach a total, no person is named.
-- 「生活支援体制整備事業の進捗状況について」府中市社会福祉協議会 地域活動推進課 まちづくり推進係
-- A time that is known in part is kept as the first and the last day that it could be.

-- The document, by the slides that state numbers; `dated` as printed there.
INSERT INTO source (title, publisher, section, dated, note, note_en) VALUES
  ('生活支援体制整備事業の進捗状況について', '府中市社会福祉協議会 地域活動推進課 まちづくり推進係',
   '現在の生活支援コーディネーターの配置状況', NULL, NULL, NULL),
  ('生活支援体制整備事業の進捗状況について', '府中市社会福祉協議会 地域活動推進課 まちづくり推進係',
   '第2層協議体『わがまち支えあい協議会』の活動状況', 'R3年度 4月', NULL, NULL),
  ('生活支援体制整備事業の進捗状況について', '府中市社会福祉協議会 地域活動推進課 まちづくり推進係',
   'わがまち支えあい協議会 活動体の推移', 'R3.1月現在',
   '列の年度は原資料に記載がなく、H28～R3年度と推定。',
   'Its columns bear no years; FY2016 to FY2021 are inferred.'),
  ('生活支援体制整備事業の進捗状況について', '府中市社会福祉協議会 地域活動推進課 まちづくり推進係',
   '地域の担い手となる人材の育成『地域なんでも相談員』', '令和4年1月現在', NULL, NULL);

-- The eleven areas: those of the city's Culture Centers (文化センター); the slides speak of 全11エリア.
INSERT INTO area (name, kana) VALUES
  ('中央', 'ちゅうおう'),
  ('白糸台', 'しらいとだい'),
  ('西府', 'にしふ'),
  ('武蔵台', 'むさしだい'),
  ('新町', 'しんまち'),
  ('住吉', 'すみよし'),
  ('是政', 'これまさ'),
  ('紅葉丘', 'もみじがおか'),
  ('押立', 'おしたて'),
  ('四谷', 'よつや'),
  ('片町', 'かたまち');

-- Slide「『わがまち支えあい協議会』の活動状況」: five councils by name, each with its fiscal year.
-- The other six (R3年度 4月 他6エリアが立ち上がる) are not named there: they are a figure, below.
INSERT INTO council (name, established_from, established_to, preparing) VALUES
  ('押立・車返ささえあい協議会', '2016-04-01', '2017-03-31', 0),
  ('ささえあい四谷', '2018-04-01', '2019-03-31', 0),
  ('住吉・分梅・南町ささえあい協議会', '2019-04-01', '2020-03-31', 0),
  ('中央ささえあいの会', '2020-04-01', '2021-03-31', 0),
  ('わがまち支えあいの会～小柳・是政・清水が丘エリア～', '2020-04-01', '2021-03-31', 0);
INSERT INTO council_alias (council_id, value)
  SELECT id, 'OKS' FROM council WHERE name = '押立・車返ささえあい協議会';
INSERT INTO council_area (council_id, area_id)
  SELECT council.id, area.id
  FROM council JOIN area ON (council.name, area.name) IN (VALUES
    ('押立・車返ささえあい協議会', '押立'),
    ('ささえあい四谷', '四谷'),
    ('住吉・分梅・南町ささえあい協議会', '住吉'),
    ('中央ささえあいの会', '中央'),
    ('わがまち支えあいの会～小柳・是政・清水が丘エリア～', '是政'))
  ORDER BY council.id;

-- Slide「食の支援」: 四谷文化センターエリアの福祉施設等8施設.
INSERT INTO partner (name, kana, kind, members, area_id)
  SELECT 'ご近助会', 'ごきんじょかい', 'group', 8, id FROM area WHERE name = '四谷';
INSERT INTO partner_link (partner_id, council_id)
  SELECT partner.id, council.id FROM partner, council
  WHERE partner.name = 'ご近助会' AND council.name = 'ささえあい四谷';

-- Slide「わがまちタウンミーティング」. The first one's year is not printed: the second's weekday
-- (2月23日（水）) makes it 2022, and the first belongs to the same fiscal year.
INSERT INTO meeting (on_from, on_to, kind, title, mode, start_at, end_at, attendees, times, status, note) VALUES
  ('2021-08-01', '2021-08-31', 'town', 'ほんの一歩からはじまった地域とのつながり ～私の場合～', 'online',
   NULL, NULL, 53, 1, 'held', '第1回。緊急事態宣言下のオンライン開催。原資料の表記は「ほんの一步」。'),
  ('2022-02-23', '2022-02-23', 'town', '地域活動のヒント～仲間づくり編～', 'hybrid',
   '13:30', '15:00', NULL, 1, 'planned', '第2回。会場開催とオンライン開催。');

-- Slide「配置状況」: new placements by layer. A blank cell there is no figure here; blank is not 0.
-- The deck's other numbers are of January 2022, so these are too. The last two are the printed 計.
INSERT INTO figure (measure, period_from, period_to, key, value, as_of_from, as_of_to, source, confidence) VALUES
  ('placement.new', '2016-04-01', '2017-03-31', '1', 1, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain'),
  ('placement.new', '2016-04-01', '2017-03-31', '2', 2, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain'),
  ('placement.new', '2017-04-01', '2018-03-31', '2', 1, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain'),
  ('placement.new', '2018-04-01', '2019-03-31', '2', 1, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain'),
  ('placement.new', '2019-04-01', '2020-03-31', '2', 2, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain'),
  ('placement.new', '2020-04-01', '2021-03-31', '2', 5, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain'),
  ('placement.new', '2016-04-01', '2021-03-31', '1', 1, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain'),
  ('placement.new', '2016-04-01', '2021-03-31', '2', 11, '2022-01-01', '2022-01-31', '生活支援体制整備事業の進捗状況について', 'certain');

-- Slide「活動状況」: R3年度 4月 他6エリアが立ち上がる.
INSERT INTO figure (measure, period_from, period_to, value, as_of_from, as_of_to, printed, source, confidence) VALUES
  ('council.established', '2021-04-01', '2022-03-31', 6, '2021-04-01', '2021-04-30',
   'R3年度 4月', '生活支援体制整備事業の進捗状況について', 'certain');

-- Slide「活動体の推移」(R3.1月現在): its columns bear no heads. Read as FY H28 to R3, as of January 2022,
-- which is likely and no more; the other reading is FY H27 to R2 as of January 2021. Then the printed 計.
INSERT INTO figure (measure, period_from, period_to, key, value, as_of_from, as_of_to, printed, source, confidence)
  SELECT 'activity.started', column2 || '-04-01', column3 || '-03-31', column1, column4,
    '2022-01-01', '2022-01-31', 'R3.1月現在', '生活支援体制整備事業の進捗状況について', 'likely'
  FROM (VALUES
    ('ibasho', 2016, 2017, 3), ('ibasho', 2017, 2018, 4), ('ibasho', 2018, 2019, 6),
    ('ibasho', 2019, 2020, 5), ('ibasho', 2020, 2021, 1), ('ibasho', 2021, 2022, 2),
    ('life_support', 2016, 2017, 0), ('life_support', 2017, 2018, 1), ('life_support', 2018, 2019, 3),
    ('life_support', 2019, 2020, 5), ('life_support', 2020, 2021, 1), ('life_support', 2021, 2022, 1),
    ('child_watch', 2016, 2017, 0), ('child_watch', 2017, 2018, 3), ('child_watch', 2018, 2019, 2),
    ('child_watch', 2019, 2020, 1), ('child_watch', 2020, 2021, 5), ('child_watch', 2021, 2022, 1),
    ('other', 2016, 2017, 0), ('other', 2017, 2018, 1), ('other', 2018, 2019, 0),
    ('other', 2019, 2020, 0), ('other', 2020, 2021, 9), ('other', 2021, 2022, 7),
    ('ibasho', 2016, 2022, 21), ('life_support', 2016, 2022, 11),
    ('child_watch', 2016, 2022, 12), ('other', 2016, 2022, 17));

-- Slide「地域なんでも相談員」: 登録数 152名(令和4年1月現在).
INSERT INTO figure (measure, period_from, period_to, value, as_of_from, as_of_to, printed, source, confidence) VALUES
  ('consultant.registered', '2021-04-01', '2022-03-31', 152, '2022-01-01', '2022-01-31',
   '令和4年1月現在', '生活支援体制整備事業の進捗状況について', 'certain');
