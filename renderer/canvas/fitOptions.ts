/** How the whole network is brought into view. */
export const fitOptions = { padding: 0.06, maxZoom: 1.1, minZoom: 0.1 };
