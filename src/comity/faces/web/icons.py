"""The icons, drawn on a grid of 24 with strokes only. They decorate; the words beside them carry the meaning (UI 1)."""

DRAWINGS = {
    "tick": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "warning": '<path d="M12 4L2.8 20h18.4z"/><path d="M12 10v4.5M12 17.2v.1"/>',
    "stop": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.5 2"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/>',
    "eye": (
        '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
        '<circle cx="12" cy="12" r="2.8"/>'
    ),
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "key": '<circle cx="8" cy="12" r="4"/><path d="M12 12h9M18 12v4M15 12v3"/>',
    "out": '<path d="M10 4H4v16h6M9 12h12M17 8l4 4-4 4"/>',
    "arrow": '<path d="M3 12h18M15 6l6 6-6 6"/>',
    "speech": '<path d="M4 5h16v11H11l-4 4v-4H4z"/>',
    "light": (
        '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3'
        'M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1"/>'
    ),
    "dark": '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>',
    "joint": (
        '<circle cx="12" cy="12" r="5"/><circle cx="12" cy="3.6" r="1.3"/><circle cx="12" cy="20.4" r="1.3"/>'
        '<circle cx="3.6" cy="12" r="1.3"/><circle cx="20.4" cy="12" r="1.3"/>'
    ),
    "caucus": '<path d="M6 21V3h12v18M3 21h18"/><path d="M14.5 12v.1"/>',
    "delegation": '<path d="M5 21V4h13l-3 4 3 4H5"/>',
    "mediator": '<path d="M5 3h11l3 3v15H5z"/><path d="M8.5 9h7M8.5 13h7M8.5 17h4"/>',
    "registry": '<path d="M4 6h16v14H4z"/><path d="M4 11h16M10 8.5h4M10 15h4"/>',
}
FLIPPED = frozenset({"out", "arrow"})  # arrows of direction turn with the script; ticks and clocks do not
