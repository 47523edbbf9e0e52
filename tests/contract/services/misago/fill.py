"""Fills a fresh Misago with what docs/services/misago.md asks for: a rank of clubs with an account for each, a thread for each
event, people who follow one of them, and two who sign in. Prints the numbers that Misago gave."""

import json
import sys
from datetime import datetime

import django

django.setup()

from misago.cache.versions import get_cache_versions, invalidate_all_caches  # noqa: E402
from misago.categories.models import Category  # noqa: E402
from misago.conf.dynamicsettings import DynamicSettings  # noqa: E402
from misago.core.utils import slugify  # noqa: E402
from misago.threads.models import Thread  # noqa: E402
from misago.threads.test import reply_thread  # noqa: E402
from misago.users.models import Rank, User  # noqa: E402
from misago.users.setupnewuser import setup_new_user  # noqa: E402

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
settings = DynamicSettings(get_cache_versions())


def account(name, **more):
    user = User.objects.create_user(name, f"{name}@example.com", **more)
    setup_new_user(settings, user)
    return user


def thread(row, poster):
    posted = datetime.fromisoformat(row["posted"])
    made = Thread(
        category=category,
        title=row["title"],
        slug=slugify(row["title"]),
        is_closed=row["closed"],
        started_on=posted,
        last_post_on=posted,
    )
    for who in ["starter", "last_poster"]:
        setattr(made, who, poster)
        setattr(made, f"{who}_name", poster.username)
        setattr(made, f"{who}_slug", poster.slug)
    made.save()
    reply_thread(made, poster=poster, message=row["text"], posted_on=posted)


rank = Rank.objects.create(name="Clubs", slug="clubs", is_tab=True)
category = Category.objects.get(slug="first-category")
clubs = {}
for club in given["clubs"]:
    details = {"real_name": club["name"], "bio": club["about"], "location": club["city"]}
    secret = given["password"] if club["account"] == given["followed"] else None
    clubs[club["account"]] = account(
        club["account"], password=secret, rank=rank, title=club["purpose"], profile_fields=details
    )
for row in given["threads"]:
    thread(row, clubs[row["club"]])
followed = clubs[given["followed"]]
for number in range(given["followers"]):
    account(f"reader{number}").follows.add(followed)
followed.followers = given["followers"]
followed.save()
people = [str(account(name, password=given["password"]).pk) for name in given["people"]]
invalidate_all_caches()
clubs = {name: str(club.pk) for name, club in clubs.items()}
print(json.dumps({"rank": rank.pk, "category": category.pk, "clubs": clubs, "people": people}))
