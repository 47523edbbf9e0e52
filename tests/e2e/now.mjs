// The moment at which the tests happen: a Wednesday at 18:00 in Shanghai, with something on tonight, this week and
// at the weekend. The page's clock is set to it and runs on; the service's rows are made for it.
export const NOW = "2026-11-25T18:00:00+08:00";
