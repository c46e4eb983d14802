"""Answer what pages, programs and assistants ask; one file a page."""
