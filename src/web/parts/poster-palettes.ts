type Palette = readonly [ground: string, ink: string, ...shapes: string[]];

/** Ink on ground has a contrast of at least 4.5; the motif uses the rest. */
export const palettes: Readonly<Record<string, readonly Palette[]>> = {
  silent: [
    ['#EDE4D3', '#2B2419', '#8C7A5B', '#C9B48A', '#4A4030'],
    ['#26221C', '#EFE6D5', '#A08A63', '#6B5B41', '#D9C49A'],
    ['#E3DED4', '#27272A', '#6F6A60', '#A8A296', '#3A3833'],
  ],
  classic: [
    ['#20242B', '#F1ECE0', '#C8553D', '#7F8C8D', '#E8D5B0'],
    ['#F2E8D0', '#231F20', '#B23A30', '#2F5D62', '#D9A441'],
    ['#1F3A3D', '#F4EBD6', '#DDA15E', '#5E8C85', '#BC4B32'],
  ],
  sixties: [
    ['#F4E3C1', '#2A1E17', '#E4572E', '#17777B', '#F2A541'],
    ['#0F4C55', '#FBEFD5', '#F2A541', '#E4572E', '#7FB7A8'],
    ['#C8421F', '#FFF4E0', '#F6BD60', '#84281A', '#F7E1B5'],
  ],
  seventies: [
    ['#3E2A1E', '#F7E7C6', '#D98324', '#A63D1F', '#E9B44C'],
    ['#E9C46A', '#2B1D12', '#BC5A1E', '#7A4419', '#5B6B3A'],
    ['#5B3A1E', '#FBEBD0', '#C9A227', '#D1603D', '#8A9A5B'],
    ['#2F3E2C', '#F3EBD3', '#A3A847', '#D98E32', '#5D6F45'],
    ['#F3E3C3', '#33200F', '#B5451F', '#4F7461', '#D99A2B'],
  ],
  eighties: [
    ['#1B1036', '#F8EBFF', '#FF4F9A', '#30C5D2', '#7A3FF2'],
    ['#0B1D3A', '#E9F7FF', '#F72585', '#4CC9F0', '#7209B7'],
    ['#2A0B3C', '#FFEFE6', '#FF7A3D', '#B5179E', '#FFC15E'],
    ['#102A2E', '#EAFBF7', '#2EC4B6', '#FF6B6B', '#155E63'],
    ['#F4E9DC', '#2A1030', '#D7267E', '#2D8BBA', '#F2A03D'],
  ],
  nineties: [
    ['#12312B', '#EAF4EC', '#3E8E75', '#D8B45A', '#1F5A4C'],
    ['#16233B', '#EDF1F7', '#4A7BA6', '#B98B4E', '#2B456B'],
    ['#3A1420', '#F9EDE8', '#A63A50', '#D9A28B', '#6B2338'],
    ['#EFE6D8', '#1E2524', '#2F6F62', '#C2573A', '#D8B45A'],
    ['#2B2140', '#F3ECF7', '#8F6BB0', '#D9A05B', '#4F3B73'],
    ['#C9D3CF', '#16233B', '#2B5B84', '#B5523B', '#7F9A94'],
    ['#41301F', '#F6ECDD', '#C07C3E', '#6F8F7A', '#E0B973'],
  ],
  aughts: [
    ['#0E2A3F', '#F2F6F8', '#E07A2B', '#2E7DA1', '#7FB2C6'],
    ['#22262B', '#F4F2EE', '#D96C3F', '#6C7A86', '#3C4854'],
    ['#DCE3E3', '#152028', '#2E6F8E', '#D9703B', '#8AA3AB'],
    ['#0F3B3A', '#EEF6F2', '#35978F', '#E0A458', '#1B5E5A'],
    ['#EDE6DA', '#1C1F26', '#B5452F', '#3A5A78', '#D9A441'],
    ['#391B24', '#F8EEEA', '#C0504D', '#E3A76F', '#6E3241'],
    ['#1A1F3A', '#EEF0FA', '#6C7BD1', '#E38B75', '#353D73'],
  ],
  tens: [
    ['#EFE7E1', '#262330', '#D98E73', '#6D7FA3', '#C6B7C9'],
    ['#1E2A38', '#F1EEE8', '#C98B6B', '#5C7C8A', '#9DB4B0'],
    ['#2E2438', '#F6EDF0', '#B8627D', '#7D6A9A', '#E3B5A4'],
    ['#10302F', '#EDF5F1', '#4FA095', '#E9B872', '#20524F'],
    ['#F2E3D5', '#2A1F1A', '#C8553D', '#588B8B', '#E8B98A'],
    ['#23252E', '#F3F0EA', '#E4B363', '#EF6461', '#4B5267'],
  ],
  twenties: [
    ['#12233A', '#EFF5FB', '#5FA8D3', '#F4A261', '#2C4A6E'],
    ['#F1E9DC', '#1F2937', '#E76F51', '#2A9D8F', '#E9C46A'],
    ['#23302B', '#EFF4EC', '#8AB17D', '#E9A23B', '#4D6B5D'],
    ['#2B1B2F', '#F7EEF6', '#C06C9B', '#F2B880', '#563A5E'],
  ],
};
