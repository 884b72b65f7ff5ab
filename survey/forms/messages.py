"""What a person is told when an answer cannot be taken: gentle, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from survey.forms.numbers import local_number
from survey.instrument.question_type import Mistake

MESSAGES: Mapping[str, LazyString] = {
    "not_a_number": lazy_gettext("Write a number, for example 3."),
    "not_whole": lazy_gettext("Write a whole number, without a decimal part."),
    "not_a_date": lazy_gettext("Write a day, a month and a year that exist, for example 27 3 2026."),
    "not_a_time": lazy_gettext("Write an hour from 0 to 23 and the minutes, for example 14 30."),
    "not_a_moment": lazy_gettext("Write a day and a time that exist, for example 27 3 2026 and 14 30."),
    "year_too_far": lazy_gettext("Write a year from %(minimum)s to %(maximum)s, with four figures."),
    "not_in_list": lazy_gettext("Choose one of the answers shown."),
    "more_than_one": lazy_gettext("Choose one answer only."),
    "same_place": lazy_gettext("Two of them have the same place. Give each one a place of its own."),
    "place_missing": lazy_gettext("Some have no place yet. Give each one a place, or leave all of them without."),
    "not_a_point": lazy_gettext("Write the latitude and the longitude in degrees, for example 48.8566 and 2.3522."),
    "not_a_latitude": lazy_gettext("The latitude is a number from -90 to 90, for example 48.8566."),
    "not_a_longitude": lazy_gettext("The longitude is a number from -180 to 180, for example 2.3522."),
    "too_few_points": lazy_gettext("Write at least %(minimum)s points, one on each line."),
    "too_many_points": lazy_gettext("Write at most %(maximum)s points."),
    "out_of_range": lazy_gettext("Write a number from %(minimum)s to %(maximum)s."),
    "off_step": lazy_gettext("Choose one of the points shown."),
    "too_long": lazy_gettext("Your text is too long: %(maximum)s characters at most. Shorten it a little."),
    "not_a_file": lazy_gettext("Choose a file."),
    "empty_file": lazy_gettext("This file is empty. Choose another one."),
    "file_too_large": lazy_gettext("This file is too large: %(maximum)s MB at most. Choose a smaller one."),
    "too_many_files": lazy_gettext("You have sent %(maximum)s files, no more can be kept. Remove one first."),
    "too_much_together": lazy_gettext(
        "Together your files would be larger than %(maximum)s MB. Remove one first, or choose a smaller one."
    ),
    "not_a_picture": lazy_gettext("This is no picture that can be read here. Choose a JPG, PNG, WebP or GIF."),
    "picture_too_large": lazy_gettext("This picture is too wide or too high. Choose a smaller one."),
    "not_a_recording": lazy_gettext("This is no sound that can be kept here. Choose an MP3, M4A, OGG or WAV."),
    "not_a_film": lazy_gettext("This is no video that can be kept here. Choose an MP4, MOV, 3GP or WebM."),
    "not_a_document": lazy_gettext(
        "This kind of file cannot be kept here. Choose a PDF, a picture, a text, a table or slides."
    ),
    "unreadable_file": lazy_gettext("This file is damaged, or only a part of it arrived. Choose it once more."),
    "choose_again": lazy_gettext("Choose the file once more: it was not kept."),
    "answered_and_refused": lazy_gettext("You gave an answer and also chose “I prefer not to say”. Keep only one."),
    "required": lazy_gettext("Answer this question, or choose “I prefer not to say”."),
    "constraint": lazy_gettext("This answer does not fit the question. Check it, please."),
}


def message(mistake: Mistake) -> str:
    """The sentence for a mistake, in the language of the page."""
    values = {name: _local(value) for name, value in mistake.values.items()}
    return str(MESSAGES[mistake.rule]) % values if values else str(MESSAGES[mistake.rule])


def _local(value: object) -> str:
    try:
        return local_number(float(str(value)))
    except ValueError:
        return str(value)
