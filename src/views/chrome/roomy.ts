/** A screen of fewer rows keeps them for the view: what goes on for two rows around it is cut to one. */
export const ROOMY = 20
