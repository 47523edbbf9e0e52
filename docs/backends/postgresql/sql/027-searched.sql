-- The form in which text is compared (src/model/search.rs: case and width), and by which words an entry is found.

-- Lower case in Latin, Greek and Cyrillic, whatever the locale of the database; ASCII at half width; every white space a space;
-- without invisible characters.
create or replace function linju.fold(given text) returns text
language sql immutable strict parallel safe
as $$
  select regexp_replace(translate(translate(translate(lower(given),
      U&'\00AD\200B\200C\200D\200E\200F\2060\FE00\FE01\FE02\FE03\FE04\FE05\FE06\FE07\FE08\FE09\FE0A\FE0B\FE0C\FE0D\FE0E\FE0F\FEFF', ''),
      '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
      '!"#$%&''()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'),
      'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾ',
      'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįiĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿ'),
    '[' || linju.space() || ']+', ' ', 'g')
$$;

-- The words of what was typed, the longest first; no more of its characters than a hundred are looked at.
create or replace function linju.words(typed text) returns text[]
language sql immutable parallel safe
as $$
  select coalesce(array_agg(w.word order by char_length(w.word) desc, w.word), '{}')
  from (select distinct word from unnest(string_to_array(linju.fold(left(typed, 100)), ' ')) as u (word) where word <> '') w
$$;

-- Whether a text has all of them.
create or replace function linju.has_words(given text, words text[]) returns boolean
language sql immutable parallel safe
as $$ select coalesce(bool_and(strpos(given, w.word) > 0), true) from unnest(words) as w (word) $$;

-- What of an entry is searched beside the name: all that is in it, or the parts that are for organisers alone. No word has a space in
-- it, so that none is found across two texts.
create or replace function linju.searched(entry jsonb, for_organisers boolean) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(string_agg(case jsonb_typeof(entry -> f.field) when 'string' then entry ->> f.field
    when 'array' then (select string_agg(a.one, ' ') from jsonb_array_elements_text(entry -> f.field) as a (one)) end, ' '), '')
  from unnest('{headline,hometown,district,skills,offers,seeks}'::text[]) as f (field)
  where entry ? f.field and (not for_organisers or linju.visibility_of(entry, f.field) = 'organisers')
$$;

-- The text by which an entry is found by whom it is shown so.
create or replace function linju.found_text(seen jsonb) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select linju.fold(concat_ws(' ', seen ->> 'name', seen ->> 'sort_key', linju.searched(seen, false))) $$;
