"""Read where text comes from: files, feeds, archives; nothing is cleaned here."""
