/** A screen of fewer rows keeps them for the view: what goes on for several rows around it is cut to one. */
export const ROOMY = 20
