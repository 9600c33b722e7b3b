/**
 * Nouns whose plural no rule gives, as `singular/plural`; one form stands for both. Later ones win. Those that begin
 * with `=` are whole words only: the others also end longer ones, as in `fieldmouse`.
 */
export const IRREGULAR_NOUNS: readonly string[] = [
  'aircraft beef bison blues chassis deer fish moose police salmon series sheep shrimp species',
  'swine trout tuna you child/children =ox/oxen foot/feet goose/geese man/men human/humans',
  '=louse/lice mouse/mice tooth/teeth woman/women =die/dice person/people adieu/adieux',
  'fabliau/fabliaux bureau/bureaus criterion/criteria ganglion/ganglia lexicon/lexica',
  'mitochondrion/mitochondria noumenon/noumena phenomenon/phenomena taxon/taxa media medium/media',
  'stadium/stadiums aquarium/aquaria auditorium/auditoria symposium/symposia curriculum/curriculums',
  'quota/quotas alumnus/alumni bacillus/bacilli cactus/cacti coccus/cocci focus/foci locus/loci',
  'nucleus/nuclei octopus/octopuses radius/radii syllabus/syllabi corpus/corpora genus/genera',
  'alumna/alumnae vertebra/vertebrae differentia/differentiae minutia/minutiae vita/vitae',
  'larva/larvae postcava/postcavae praecava/praecavae uva/uvae apex/apices codex/codices',
  'index/indices latex/latices vertex/vertices vortex/vortices appendix/appendices radix/radices',
  'helix/helices =axis/axes crisis/crises ellipsis/ellipses genesis/geneses oasis/oases',
  'thesis/theses testis/testes base/bases basis/bases =alias/aliases vedalia/vedalias =use/uses',
  'abuse/abuses cause/causes clause/clauses cruse/cruses excuse/excuses fuse/fuses house/houses',
  'misuse/misuses muse/muses pause/pauses ache/aches topaz/topazes buffalo/buffaloes',
  'potato/potatoes tomato/tomatoes equipment information jeans money news rice dwarf/dwarfs',
  'hoof/hoofs thief/thieves chive/chives hive/hives move/moves movie/movies cookie/cookies',
  'pretorium/pretoriums agenda/agendas formula/formulas shoe/shoes =toe/toes graffiti',
].flatMap(words);

/** What is in the plural already, besides the plurals of irregular nouns. */
export const OTHER_PLURALS: readonly string[] = [
  'beefs fishes salmons shrimps swines trouts tunas adieus bureaux ganglions lexicons',
  'mitochondrions mediums stadia aquariums auditoriums symposiums curricula alumnuses cactuses',
  'focuses locuses nucleuses octopi radiuses corpuses apexes codexes indexes latexes vertexes',
  'vortexes appendixes radixes helixes buffalos dwarves hooves formulae',
].flatMap(words);

/** Endings of the singular and plural; the first that fits wins. */
export const PLURAL_ENDINGS: readonly string[] = [
  'tive/tives eaf/eaves oaf/oaves afe/aves arf/arves rfe/rves rf/rves lf/lves fe/ves ay/ays ey/eys',
  'oy/oys quy/quies uy/uys y/ies eau/eaux bula/bulae dula/dulae lula/lulae nula/nulae vula/vulae',
  'hedron/hedra ium/ia seum/seums eum/ea oum/oa stracum/straca dum/da elum/ela ilum/ila olum/ola',
  'ulum/ula llum/lla ylum/yla imum/ima ernum/erna gnum/gna brum/bra crum/cra terum/tera serum/sera',
  'trum/tra antum/anta atum/ata entum/enta etum/eta itum/ita otum/ota utum/uta ctum/cta ovum/ova',
  'trix/trices iasis/iases mesis/meses kinesis/kineses resis/reses gnosis/gnoses opsis/opses',
  'ysis/yses ouse/ouses lause/lauses us/uses ch/ches io/ios sh/shes ss/sses ez/ezzes iz/izzes',
  'tz/tzes zz/zzes ano/anos lo/los to/tos oo/oos o/oes x/xes',
].flatMap(words);

function words(line: string): readonly string[] {
  return line.split(' ');
}
